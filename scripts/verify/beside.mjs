/** Runs a script in a process of its own, beside this one: a table of its own that takes minutes, on the second core. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Resolves with what it printed and whether it passed. `script` is relative to this folder. */
export function beside(script, args = []) {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ printed, failed: code === 0 ? 0 : 1 }));
  });
}
