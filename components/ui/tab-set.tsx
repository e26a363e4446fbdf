"use client";

import * as Radix from "@radix-ui/react-tabs";
import type { ComponentProps } from "react";

type Styled = ComponentProps<"div">;

/** Radix would write inline styles into what the server sends, which the page's policy forbids; none of them is missed. */
const Unstyled = ({ style: _style, ...rest }: Styled) => <div {...rest} />;

export type TabSetProps = Omit<ComponentProps<typeof Radix.Root>, "defaultValue"> & { initial: string };

/** Tabs that change what is shown and not the address. */
export function TabSet({ initial, ...rest }: TabSetProps) {
  return <Radix.Root data-slot="tab-set" defaultValue={initial} {...rest} />;
}

export function TabList({ children, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List data-slot="tab-list" asChild {...rest}>
      <Unstyled>{children}</Unstyled>
    </Radix.List>
  );
}

export function Tab(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger data-slot="tab" {...props} />;
}

/** Only the panel that is shown is there at all. */
export function TabPanel({ children, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Content data-slot="tab-panel" asChild {...rest}>
      <Unstyled>{children}</Unstyled>
    </Radix.Content>
  );
}
