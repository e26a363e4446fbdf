"use client";

import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useMemo, useState } from "react";

export type Toast = {
  title: string;
  description?: string | undefined;
  tone?: "neutral" | "ok" | "warning" | "danger" | undefined;
  action?: { label: string; onClick: () => void } | undefined;
};

export type ShownToast = Toast & { id: number };

type ShowToast = (toast: Toast) => void;

const ToastContext = createContext<ShowToast | undefined>(undefined);
const ToastList = lazy(() => import("./toast-list.tsx").then(({ ToastList }) => ({ default: ToastList })));
const toastsMax = 3;

/** The list arrives with the first toast: until then a page carries none of its weight. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [{ toasts }, setState] = useState<{ toasts: readonly ShownToast[]; nextId: number }>({
    toasts: [],
    nextId: 1,
  });
  const toast = useCallback<ShowToast>((wanted) => {
    setState(({ toasts: shown, nextId }) => ({
      toasts: [...shown, { ...wanted, id: nextId }].slice(-toastsMax),
      nextId: nextId + 1,
    }));
  }, []);
  const close = useCallback((id: number) => {
    setState((state) => ({ ...state, toasts: state.toasts.filter((shown) => shown.id !== id) }));
  }, []);
  return (
    <ToastContext value={toast}>
      {children}
      {toasts.length > 0 && (
        <Suspense>
          <ToastList toasts={toasts} onClose={close} />
        </Suspense>
      )}
    </ToastContext>
  );
}

export function useToast(): { toast: ShowToast } {
  const toast = use(ToastContext);
  if (toast === undefined) throw new Error("useToast needs a ToastProvider around it.");
  return useMemo(() => ({ toast }), [toast]);
}
