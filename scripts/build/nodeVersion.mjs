/**
 * One sentence on an unsuitable Node, before anything else can fail in a less helpful way. Plain syntax: even an old
 * Node must be able to read this file. 20.19 and 22.12 are the first that can `require` ES modules, which Vite needs.
 */
export function refuseUnsuitableNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const suitable = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || (major >= 23 && major <= 26);
  if (suitable) return;
  console.error(
    `Planungsraum braucht Node 20.19 bis 26 (hier läuft ${process.versions.node}): bitte eine passende Version von https://nodejs.org installieren.`,
  );
  process.exit(1);
}
