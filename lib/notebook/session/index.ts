export type { RunCache } from './answers';
export { Engine, type EngineHost } from './engine';
export { type FrameKey, openSession, type SessionOptions } from './session';
