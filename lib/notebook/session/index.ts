export type { RunCache } from './answers';
export { Engine, type EngineHost } from './engine';
export { type FrameDrag, type FrameKey, openSession, type SessionOptions } from './session';
