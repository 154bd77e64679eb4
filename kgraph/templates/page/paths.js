// The shortest path between two nodes over the links that are shown; of equal ones the heavier.
function findPath(from, to) {
  if (!shownNodes.has(from) || !shownNodes.has(to)) return null;
  const came = new Map([[from, null]]);
  let front = [from];
  while (front.length && !came.has(to)) {
    const next = [];
    for (const node of front) {
      const links = [...(linksAt.get(node) ?? [])].sort(
        (a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1),
      );
      for (const link of links) {
        const other = link.source === node ? link.target : link.source;
        if (came.has(other)) continue;
        came.set(other, link);
        next.push(other);
      }
    }
    front = next;
  }
  if (!came.has(to)) return null;
  const links = [],
    passed = [to];
  for (let node = to; came.get(node);) {
    const link = came.get(node);
    links.unshift(link);
    node = link.source === node ? link.target : link.source;
    passed.unshift(node);
  }
  return { links, nodes: passed };
}
