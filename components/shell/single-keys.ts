const storeName = "modeldeck.single-keys";

/** Speech input and some keyboards send stray letters, so whoever needs to can switch the single keys off. */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(storeName) !== "off";
  } catch {
    return true;
  }
}

const dialogs = '[role="dialog"],[role="alertdialog"],[role="menu"]';
const editables = 'input,textarea,select,[contenteditable="true"]';

/** Whether a key is meant for the page: nobody types, and no dialog is open. */
export function isForPage({ metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean {
  if (metaKey || ctrlKey || altKey) return false;
  if (target instanceof Element && target.closest(editables) !== null) return false;
  return document.querySelector(dialogs) === null;
}

/** The same for a single letter, which some have switched off. */
export function isSingleKey(event: KeyboardEvent): boolean {
  return areSingleKeysOn() && isForPage(event);
}

export function keepSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(storeName, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing goes on with what is usual.
  }
}
