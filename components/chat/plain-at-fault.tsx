"use client";

import { Component, type ReactNode } from "react";

type PlainAtFaultProps = { plain: ReactNode; children: ReactNode };

/** What a model said never takes the page with it: a piece that cannot be drawn stands there as it was written. */
export class PlainAtFault extends Component<PlainAtFaultProps, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError = () => ({ isBroken: true });
  override render = () => (this.state.isBroken ? this.props.plain : this.props.children);
}
