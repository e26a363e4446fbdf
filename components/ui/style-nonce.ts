type NonceHolder = typeof globalThis & { __webpack_nonce__?: string | undefined };

/**
 * Radix locks the scroll behind a dialog with a style element of its own. It asks this global for the nonce that the
 * page's policy demands; the layout leaves it in a meta element.
 */
export function readStyleNonce(): void {
  const holder: NonceHolder = globalThis;
  if (holder.__webpack_nonce__ !== undefined || typeof document === "undefined") return;
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  holder.__webpack_nonce__ = meta?.nonce ?? "";
}
