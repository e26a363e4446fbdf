import ownPackage from "#package.json" with { type: "json" };

export const { version } = ownPackage;
