"use client";

import { useMemo, useState } from "react";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { FilterBox } from "#components/ui/filter-box.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { deleteWish, updateWish } from "./model-wishes.ts";
import { ServedModelLine } from "./served-model-line.tsx";
import { abilitiesIn, everything, type ModelFilter, type ModelOrder, servedModels } from "./served-models.ts";
import { useStarredModels } from "./use-starred-models.ts";

const rowPx = 57;
const virtualFrom = 100;
const chipsMax = 6;

type ServedModelListProps = {
  backend: BackendAnswer;
  models: readonly BackendModel[];
  onWish: (wish: CommandWish) => void;
  onShow: (model: BackendModel) => void;
};

/** What a server holds, narrowed and ordered; several can be chosen where there is something to do with several. */
export function ServedModelList({ backend, models, onWish, onShow }: ServedModelListProps) {
  const [filter, setFilter] = useState<ModelFilter>(everything);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { starred, star } = useStarredModels(backend.id);
  const shown = useMemo(() => servedModels(models, filter, starred), [models, filter, starred]);
  const canChoose = backend.capabilities.includes("delete") || backend.capabilities.includes("pull");
  const picked = models.filter(({ id }) => chosen.has(id));
  const toggle = (id: string, isOn: boolean) =>
    setChosen((before) => new Set(isOn ? [...before, id] : [...before].filter((other) => other !== id)));
  const lineOf = (model: BackendModel) => (
    <ServedModelLine
      {...{ backend, model, onWish, onShow }}
      isStarred={starred.has(model.id)}
      onStar={() => star(model.id)}
      {...(canChoose && {
        tick: { isTicked: chosen.has(model.id), onTick: (isOn: boolean) => toggle(model.id, isOn) },
      })}
    />
  );
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ModelFilters models={models} filter={filter} onFilter={setFilter} />
      {picked.length > 0 && (
        <ChosenBar
          {...{ backend, picked, onWish }}
          onNone={() => setChosen(new Set())}
          onAll={() => setChosen(new Set(shown.map(({ id }) => id)))}
        />
      )}
      {shown.length === 0 ? (
        <p className="text-muted">No model fits.</p>
      ) : shown.length > virtualFrom ? (
        <LongList
          rows={shown}
          label="Models"
          rowPx={rowPx}
          className="h-[36rem] rounded-md border border-line"
          lineOf={lineOf}
        />
      ) : (
        <ul aria-label="Models" className="divide-y divide-line rounded-md border border-line">
          {shown.map((model) => (
            <li key={model.id}>{lineOf(model)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ModelFiltersProps = {
  models: readonly BackendModel[];
  filter: ModelFilter;
  onFilter: (filter: ModelFilter) => void;
};

function ModelFilters({ models, filter, onFilter }: ModelFiltersProps) {
  const loaded = models.filter(({ isLoaded }) => isLoaded).length;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <FilterBox
        label="Filter models"
        placeholder="Filter"
        value={filter.query}
        onValue={(query) => onFilter({ ...filter, query })}
      />
      {loaded > 0 && (
        <FilterChip
          isOn={filter.isLoadedOnly}
          count={loaded}
          onToggle={() => onFilter({ ...filter, isLoadedOnly: !filter.isLoadedOnly })}
        >
          In memory
        </FilterChip>
      )}
      {abilitiesIn(models)
        .slice(0, chipsMax)
        .map(([ability, count]) => (
          <FilterChip
            key={ability}
            isOn={filter.capability === ability}
            count={count}
            onToggle={() =>
              onFilter({ ...filter, capability: filter.capability === ability ? undefined : ability })
            }
          >
            {ability}
          </FilterChip>
        ))}
      <NativeSelect
        aria-label="Order of models"
        className="ml-auto max-w-40"
        value={filter.order}
        onChange={(event) => onFilter({ ...filter, order: event.target.value as ModelOrder })}
      >
        <option value="name">By name</option>
        <option value="size">Largest first</option>
        <option value="changed">Newest first</option>
      </NativeSelect>
    </div>
  );
}

type ChosenBarProps = {
  backend: BackendAnswer;
  picked: readonly BackendModel[];
  onWish: (wish: CommandWish) => void;
  onNone: () => void;
  onAll: () => void;
};

function ChosenBar({ backend, picked, onWish, onNone, onAll }: ChosenBarProps) {
  const ids = picked.map(({ id }) => id);
  const bytes = picked.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  const can = (ability: BackendAnswer["capabilities"][number]) => backend.capabilities.includes(ability);
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-surface-2 px-3 py-2">
      <span className="mr-auto">
        {toCountWords(ids.length, "model")}, {toByteWords(bytes)}
      </span>
      {can("pull") && (
        <Button size="sm" onClick={() => onWish(updateWish(backend, ids))}>
          Update
        </Button>
      )}
      {can("delete") && (
        <Button size="sm" variant="danger" onClick={() => onWish(deleteWish(backend, ids))}>
          Delete {toCountWords(ids.length, "model")}
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={onAll}>
        All
      </Button>
      <Button size="sm" variant="ghost" onClick={onNone}>
        None
      </Button>
    </div>
  );
}
