// Chinese names by how they are read: wangyi, wang yi, wáng yì, wy.

// Letters of a query, without tones; empty if it is no spelling.
function letters(query) {
  const plain = query.toLowerCase().normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f]/g, "");
  const folded = fold(plain);
  return /^[a-z]+$/.test(folded) ? folded : "";
}

// How well letters spell a name: 0 all of it, 1 its beginning, 2 a part of it; 3 not at all.
function spelled(folded, query) {
  const chars = [...folded];
  let best = 3;
  for (let at = 0; at < chars.length && best > 1; at += 1) {
    if (!data.spelling[chars[at]]) continue;
    // In the midst of names rare readings would find what nobody meant: 中方 by "wang".
    const end = spells(chars, at, query, at ? 2 : 3);
    if (end < 0) continue;
    if (at === 0) return end === chars.length ? 0 : 1;
    best = 2;
  }
  return best;
}

// Where a spelling ends that begins at a character, -1 if it is none. A character is spelled by a whole
// reading or its first sound, the last one by any beginning of it.
function spells(chars, at, query, most, from = 0) {
  if (from === query.length) return at;
  if (at === chars.length) return -1;
  const readings = data.spelling[chars[at]];
  if (!readings) return query[from] === chars[at] ? spells(chars, at + 1, query, most, from + 1) : -1;
  for (const reading of readings.split(" ").slice(0, most)) {
    for (let size = reading.length; size > 0; size -= 1) {
      const sound = size === 1 || (size === 2 && reading[1] === "h");
      if (!query.startsWith(reading.slice(0, size), from)) continue;
      if (size < reading.length && !sound && from + size < query.length) continue;
      const end = spells(chars, at + 1, query, most, from + size);
      if (end >= 0) return end;
    }
  }
  return -1;
}
