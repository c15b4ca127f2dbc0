// The peer of `dev.py bench forms`: @getodk/xforms-engine runs the same form and answers, in Node over jsdom.
//
// node web_forms.mjs XFORM SCRIPT.json -> one line of JSON: milliseconds to load, of each change, and the total reached.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><html></html>', { url: 'http://localhost/' });
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) globalThis[name] = window[name];
}
const [xform, script] = [readFileSync(process.argv[2], 'utf8'), JSON.parse(readFileSync(process.argv[3], 'utf8'))];
// The engine is built for browsers: its parser looks for Node's own modules where it finds Node, and they are not there.
const node = globalThis.process;
globalThis.window = globalThis;
delete globalThis.process;
const { createInstance } = await import('@getodk/xforms-engine');

const begun = performance.now();
let told = 0; // what the engine tells its client about: the counterpart of our change set
const watched = (state) =>
  new Proxy(state, {
    set(target, key, value) {
      told += 1;
      target[key] = value;
      return true;
    },
  });
const { root } = await createInstance(xform, { instance: { stateFactory: watched } });
const load = performance.now() - begun;

const nodes = new Map();
const walk = (node) => {
  nodes.set(node.currentState.reference, node);
  for (const child of node.currentState.children ?? []) walk(child);
};
walk(root);

const answer = (path, value) => {
  const node = nodes.get(path);
  if (node.nodeType === 'select') {
    node.selectValues(value === '' ? [] : value.split(' '));
  } else if (node.valueType === 'int') {
    node.setValue(BigInt(value));
  } else if (node.valueType === 'decimal') {
    node.setValue(Number(value));
  } else {
    node.setValue(value);
  }
};
const changes = script.map(([path, value]) => {
  const start = performance.now();
  answer(path, value);
  return performance.now() - start;
});
const total = nodes.get('/data/total').currentState.value;
console.log(JSON.stringify({ load, changes, told, total: String(total) }));
node.exit(0);
