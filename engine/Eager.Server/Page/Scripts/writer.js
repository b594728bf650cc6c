// Sends an execution its code in pieces, at a pace; what a lost connection left in doubt is asked for and sent once.

import { Problem, get, request } from './api.js';
import { pause } from './follow.js';

const tokenLength = 4;
const tick = 50;
const retryPause = 1000;
const longestPiece = 256 * 1024;

export class Writer {
  #path;
  #queue = '';
  #sent = 0;
  #ends = false;
  #pumping = null;
  #changed;
  #stopped = new AbortController();

  /** Tokens a second; 0 for as fast as it comes. */
  pace = 0;

  /** Session and execution that it writes. */
  place = null;

  /**
   * @param {string} path The execution.
   * @param {(writer: Writer) => void} changed Hears of every step.
   */
  constructor(path, changed) {
    this.#path = path;
    this.#changed = changed;
  }

  /** Characters that wait to be sent. */
  get waiting() { return this.#queue.length; }

  /** True until the code is complete or is not wanted any more. */
  get isOpen() { return !this.#stopped.signal.aborted; }

  /**
   * Adds code.
   * @param {string} text The code.
   * @param {boolean} ends True where it is complete with this.
   */
  push(text, ends = false) {
    this.#queue += text;
    this.#ends ||= ends;
    this.#start();
  }

  /** Sends nothing more. */
  stop() {
    this.#queue = '';
    this.#stopped.abort();
    this.#changed(this);
  }

  get #hasWork() { return this.isOpen && (this.#queue !== '' || this.#ends); }

  #start() {
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = null;
      this.#changed(this);
      // Something may have come between the last look and here.
      if (this.#hasWork) this.#start();
    });
  }

  async #pump() {
    while (this.#hasWork) {
      const piece = this.#next();
      const ends = this.#ends && piece.length === this.#queue.length;
      const bytes = new TextEncoder().encode(piece);
      const began = performance.now();
      try {
        await request('POST', `${this.#path}/code?offset=${this.#sent}${ends ? '&end=true' : ''}`, { body: bytes, type: 'text/plain; charset=utf-8' });
        this.#sent += bytes.length;
        this.#queue = this.#queue.slice(piece.length);
        if (ends) return this.stop();
        this.#changed(this);
      } catch (error) {
        if (error instanceof Problem && error.kind !== 'second-writer' && error.kind !== 'offset-mismatch' && error.status < 500) return this.stop();
        await this.#resume(bytes, piece);
      }
      if (this.pace > 0) await pause(Math.max(0, tick - (performance.now() - began)), this.#stopped.signal);
    }
  }

  /** As much as the pace allows for one tick, never half a character. */
  #next() {
    const length = this.pace > 0 ? Math.max(1, Math.round(this.pace * tokenLength * tick / 1000)) : longestPiece;
    const last = this.#queue.charCodeAt(length - 1);
    return this.#queue.slice(0, last >= 0xd800 && last <= 0xdbff ? length + 1 : length);
  }

  /** Whether the piece had arrived before the connection broke. */
  async #resume(bytes, piece) {
    await pause(retryPause, this.#stopped.signal);
    try {
      const execution = await get(this.#path);
      if (execution.state !== 'open') return this.stop();
      if (execution.code_bytes !== this.#sent + bytes.length) return undefined;
      this.#sent += bytes.length;
      this.#queue = this.#queue.slice(piece.length);
    } catch (error) {
      if (error instanceof Problem) return this.stop();
    }
    return undefined;
  }
}
