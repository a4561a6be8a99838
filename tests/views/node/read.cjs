// Reads an export with a program of others and prints what it found: nodes and edges with attributes.
// node read.cjs graphml|gexf|cytoscape FILE
const fs = require('fs');
const [format, file] = process.argv.slice(2);
const text = fs.readFileSync(file, 'utf8');

function ofGraphology(parse) {
  const {MultiDirectedGraph} = require('graphology');
  const graph = parse(MultiDirectedGraph, text);
  return {
    nodes: graph.mapNodes((id, data) => ({id, data})),
    edges: graph.mapEdges((id, data, source, target) => ({id, source, target, data})),
  };
}

const readers = {
  graphml: () => ofGraphology(require('graphology-graphml').parse),
  gexf: () => ofGraphology(require('graphology-gexf').parse),
  cytoscape: () => {
    const graph = require('cytoscape')({headless: true, elements: JSON.parse(text).elements});
    return {
      nodes: graph.nodes().map(one => ({id: one.id(), data: one.data()})),
      edges: graph.edges().map(one => ({
        id: one.id(),
        source: one.source().id(),
        target: one.target().id(),
        data: one.data(),
      })),
    };
  },
};
process.stdout.write(JSON.stringify(readers[format]()));
