import type { Evidence } from "#lib/weights/detected-model.ts";
import type { ModelNature, ModelSight } from "#lib/weights/model-sight.ts";
import { calledAt, type WholeModel } from "#lib/weights/scan-findings.ts";
import { type FoundModel, repoOf } from "./found-model.ts";

const none: never[] = [];
let latest: { of: RememberedFound; sight: ModelSight } | undefined;

/**
 * A whole folder's model, of which nothing is to be warned. It is read when it is asked for, and only the one that was
 * asked last stays read: ten thousand of them would be most of what the collector has to carry about.
 */
export class RememberedFound implements FoundModel {
  readonly path: string;
  readonly root: string;
  readonly #whole: WholeModel;

  constructor(whole: WholeModel) {
    this.path = whole.path;
    this.root = whole.path;
    this.#whole = whole;
  }

  get owner(): string | undefined {
    return calledAt(this.path, this.#whole.depth).owner;
  }

  get repo(): string {
    return repoOf(calledAt(this.path, this.#whole.depth).repo);
  }

  get warnings(): readonly string[] {
    return none;
  }

  get faults(): readonly string[] {
    return none;
  }

  get format(): string | undefined {
    return this.#sight.brief.format;
  }

  get quantization(): string | undefined {
    return this.#sight.brief.quantization;
  }

  get files(): string[] {
    return this.#sight.brief.files.map(({ path }) => path);
  }

  get bytes(): number {
    return this.#sight.brief.sizeBytes;
  }

  get checksum(): string | undefined {
    return this.#sight.brief.directoryChecksum;
  }

  get hasChatTemplate(): boolean {
    return this.#sight.brief.hasChatTemplate;
  }

  nature(): ModelNature {
    return this.#sight.nature();
  }

  evidence(): readonly Evidence[] {
    return this.#sight.evidence();
  }

  get #sight(): ModelSight {
    if (latest?.of !== this) latest = { of: this, sight: this.#whole.read() };
    return latest.sight;
  }
}
