export { Engine, type EngineHost, type RunCache } from './engine';
export { type FrameKey, openSession, type SessionOptions } from './session';
