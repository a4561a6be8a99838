-- One DuckDB file holds a whole graph. Offsets are code points into documents.text, half-open;
-- dates are ISO 8601 text (YYYY, YYYY-MM or YYYY-MM-DD), both ends inclusive.

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

-- Every input file, and what became of it: records = documents + duplicates + rejects.
CREATE TABLE inputs (
    absolute VARCHAR PRIMARY KEY,
    path VARCHAR NOT NULL,            -- as the user gave it; as in documents.path
    size BIGINT NOT NULL,
    modified BIGINT NOT NULL,         -- nanoseconds since 1970
    options VARCHAR NOT NULL,         -- how it was read: JSON of ReadOptions
    reading VARCHAR NOT NULL,         -- fingerprint of the reading step and its rules
    done BOOLEAN NOT NULL
);

CREATE TABLE documents (
    id VARCHAR PRIMARY KEY,           -- hash of the folded text
    name VARCHAR NOT NULL,
    title VARCHAR,
    text VARCHAR NOT NULL,
    published VARCHAR,
    published_basis VARCHAR,
    source VARCHAR,
    url VARCHAR,
    script VARCHAR NOT NULL,
    path VARCHAR NOT NULL,
    line INTEGER,
    input VARCHAR NOT NULL            -- inputs.absolute
);

-- The language step that worked on a document; where it was another one, the document is stale.
CREATE TABLE extracted (
    document VARCHAR PRIMARY KEY,
    language VARCHAR NOT NULL         -- fingerprint of code, rules, gazetteers and model
);

-- Reprints of a document: known, cited, and never counted again.
CREATE TABLE duplicates (
    document VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    title VARCHAR,
    published VARCHAR,
    source VARCHAR,
    url VARCHAR,
    path VARCHAR NOT NULL,
    line INTEGER,
    input VARCHAR NOT NULL            -- inputs.absolute
);

CREATE TABLE rejects (
    path VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    line INTEGER,
    input VARCHAR NOT NULL
);

CREATE TABLE sentences (
    document VARCHAR NOT NULL,
    index INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    key VARCHAR NOT NULL              -- the same in every reprint of the sentence
);

CREATE TABLE entities (
    id VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    attributes VARCHAR NOT NULL,      -- JSON object
    language VARCHAR NOT NULL DEFAULT ''  -- the language step that it is from; as in extracted
);

CREATE TABLE mentions (
    document VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    entity VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    antecedent INTEGER
);

CREATE TABLE relations (
    document VARCHAR NOT NULL,
    sentence INTEGER NOT NULL,
    subject VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    object VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    title VARCHAR,
    date_from VARCHAR,
    date_to VARCHAR,
    date_basis VARCHAR,
    status VARCHAR NOT NULL,
    speaker VARCHAR
);

-- MinHash sketches of a document as a whole and of each sentence that is evidence: what has enough bands in
-- common is nearly the same (kgraph.sketches).
CREATE TABLE sketches (
    document VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,            -- document or sentence
    unit VARCHAR NOT NULL,            -- the document's id, or the sentence's key
    bands BIGINT[] NOT NULL           -- empty for what is too short
);

-- Facts, evidence, stories, names and counts are derived from these tables (graph/), and stand beside them.
