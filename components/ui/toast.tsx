"use client";

import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";

export type Toast = {
  title: string;
  description?: string | undefined;
  tone?: "neutral" | "ok" | "warning" | "danger" | undefined;
  action?: { label: string; onClick: () => void } | undefined;
};

export type ShownToast = Toast & { id: number };

/** Shows a message; what it answers takes the message away again. */
type ShowToast = (toast: Toast) => () => void;

const ToastContext = createContext<ShowToast | undefined>(undefined);
const ToastList = lazy(() => import("./toast-list.tsx").then(({ ToastList }) => ({ default: ToastList })));
const toastsMax = 3;

/** The list arrives with the first toast: until then a page carries none of its weight. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const lastId = useRef(0);
  const close = useCallback((id: number) => {
    setToasts((shown) => shown.filter((one) => one.id !== id));
  }, []);
  const toast = useCallback<ShowToast>(
    (wanted) => {
      lastId.current += 1;
      const id = lastId.current;
      setToasts((shown) => [...shown, { ...wanted, id }].slice(-toastsMax));
      return () => close(id);
    },
    [close],
  );
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
