/** Who listens to one kind of event. */
export class Listeners<E> {
  readonly #all = new Set<{ hear: (event: E) => void }>();

  /** Adds a listener; what is returned takes it away again. */
  add(hear: (event: E) => void): () => void {
    const entry = { hear }; // a function that is added twice is called twice, and taken away one by one
    this.#all.add(entry);
    return () => this.#all.delete(entry);
  }

  get size(): number {
    return this.#all.size;
  }

  tell(event: E): void {
    for (const { hear } of [...this.#all]) {
      try {
        hear(event);
      } catch (error) {
        // One listener's fault must not keep an answer from whoever waits for it.
        console.error("A listener of Leash threw", error);
      }
    }
  }
}
