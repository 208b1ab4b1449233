// Where the figures come from: a stream of events, and where that fails one question every two seconds.

const RETRY_MILLIS = 2000;
const SILENCE_MILLIS = 6000;
const STREAM_AGAIN_MILLIS = 20000;

export class Source {
  /** hear: whole(snapshot), now(snapshot), link(state, since) with live, polling or lost. */
  constructor(name, hear) {
    this.base = `/pools/${encodeURIComponent(name)}`;
    this.hear = hear;
    this.running = false;
    this.heardAt = Date.now();
    this.streamNotBefore = 0;
  }

  start() {
    if (this.running) return;
    this.running = true;
    this.heardAt = Date.now();
    this.ask();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
    this.stream?.close();
    this.stream = undefined;
  }

  async ask() {
    try {
      const answer = await fetch(`${this.base}.json`, { cache: 'no-store', signal: AbortSignal.timeout(SILENCE_MILLIS) });
      if (!answer.ok) throw new Error(await answer.text());
      const snapshot = await answer.json();
      if (!this.running) return;
      this.heardAt = Date.now();
      this.hear.whole(snapshot);
      if (Date.now() >= this.streamNotBefore) {
        this.listen();
        return;
      }
      this.hear.link('polling');
    } catch {
      if (!this.running) return;
      this.hear.link('lost', this.heardAt);
    }
    this.later(() => this.ask(), RETRY_MILLIS);
  }

  listen() {
    this.stream = new EventSource(`${this.base}/events`);
    this.stream.onmessage = event => {
      this.heardAt = Date.now();
      this.hear.now(JSON.parse(event.data));
      this.hear.link('live');
      this.later(() => this.deaf(), SILENCE_MILLIS);
    };
    this.stream.onerror = () => this.deaf();
    this.later(() => this.deaf(), SILENCE_MILLIS);
  }

  /** The stream has ended, or says nothing: asks at once, which tells whether the server still answers. */
  deaf() {
    if (!this.running) return;
    this.stream?.close();
    this.stream = undefined;
    this.streamNotBefore = Date.now() + STREAM_AGAIN_MILLIS;
    this.later(() => this.ask(), 0);
  }

  later(what, millis) {
    clearTimeout(this.timer);
    this.timer = setTimeout(what, millis);
  }
}
