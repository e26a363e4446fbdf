"use client";

import { useEffect, useState } from "react";

/** Gives the focus to an element once what is pressed now has been drawn, as the button that was pressed may be gone. */
export function useFocusOn(id: string): () => void {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times > 0) document.getElementById(id)?.focus();
  }, [times, id]);
  return () => setTimes((before) => before + 1);
}
