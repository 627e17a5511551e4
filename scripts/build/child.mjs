/** Starts a program and waits for it. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './root.mjs';

/**
 * Exit code of a program that talks to the terminal itself. A signal to this process is handed on, so that the program
 * can end cleanly; `stoppedIs` is the exit code when it was asked to stop.
 */
export function runToEnd(args, { command = process.execPath, env = process.env, stdio = 'inherit', stoppedIs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio, shell: false });
    let stopped = false;
    const handOn = (signal) => {
      stopped = true;
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    signals.forEach((signal) => process.on(signal, handOn));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      signals.forEach((name) => process.off(name, handOn));
      resolve(stopped && stoppedIs !== undefined ? stoppedIs : (code ?? 128 + constants.signals[signal]));
    });
  });
}

/** npm by the very copy that started this script, where there is one: on Windows `npm` is no program but a script. */
export function runNpm(args, stdio) {
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js') ? runToEnd([npm, ...args], { stdio }) : runToEnd(args, { command: 'npm', stdio });
}
