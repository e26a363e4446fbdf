import { Secret, toMaskedToken } from "#lib/state/secret.ts";

const kept = 64;

/** The keys that servers were started with, by their runs. Nobody writes them down, so they last as long as the console. */
export class StartedKeys {
  readonly #keys = new Map<string, Secret>();

  keep(run: string, { MODELDECK_BACKEND_KEY: key }: Readonly<Record<string, string>>): void {
    if (key === undefined) return;
    this.#keys.set(run, new Secret(key, toMaskedToken(key)));
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > kept && oldest !== undefined) this.#keys.delete(oldest);
  }

  of(run: string): Secret | undefined {
    return this.#keys.get(run);
  }
}
