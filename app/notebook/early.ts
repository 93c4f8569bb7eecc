declare global {
  /** The lab's first Worker, where the page has made it before its own scripts came. */
  var __machine: Worker | undefined;
}

/**
 * A script in the page of a notebook, which makes the lab's first Worker while the rest of the page is still on its way:
 * whoever opens a notebook is likely to run it. Where it fails, the lab makes another and says why.
 */
export const EARLY_MACHINE =
  'globalThis.__machine=new Worker("../machine/start.js",{type:"module",name:"machine"});' +
  '__machine.onerror=()=>{delete globalThis.__machine}';
