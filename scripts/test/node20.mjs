/** Vitest 5 prints failures with Object.groupBy and Map.groupBy, which Node 20 does not have. */
function groupInto(items, keyOf, add) {
  let index = 0;
  for (const item of items) add(keyOf(item, index++), item);
}

Object.groupBy ??= (items, keyOf) => {
  const groups = Object.create(null);
  groupInto(items, keyOf, (key, item) => (groups[key] ??= []).push(item));
  return groups;
};

Map.groupBy ??= (items, keyOf) => {
  const groups = new Map();
  groupInto(items, keyOf, (key, item) => {
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  });
  return groups;
};
