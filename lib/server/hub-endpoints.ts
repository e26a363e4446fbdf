import type { Endpoint } from "./endpoints.ts";

/** What the API tells of the hub. */
export const hubEndpoints: readonly Endpoint[] = [
  {
    path: "/api/hub/search",
    method: "get",
    says: "Models that the hub finds",
    gives: "hubPage",
    asks: [
      ...["query", "author", "task", "format", "tag", "smallest", "largest", "ungated"],
      ...["sort", "limit", "next"],
    ],
  },
  {
    path: "/api/hub/refs",
    method: "get",
    says: "Branches and tags of a model",
    gives: "hubRefs",
    asks: ["repo"],
  },
  {
    path: "/api/hub/connection",
    method: "get",
    says: "How the way to the hub stands, hop by hop",
    gives: "hubCheck",
  },
  {
    path: "/api/hub/analysis",
    method: "get",
    says: "What a repository of the hub holds, and what of it fits this machine",
    gives: "hubAnalysis",
    asks: ["repo", "revision", "context", "kvType", "engine"],
  },
  {
    path: "/api/hub/plan",
    method: "get",
    says: "What a download with this input, as JSON, would fetch and where it would lie",
    gives: "downloadPlan",
    asks: ["input"],
  },
  {
    path: "/api/hub/readme",
    method: "get",
    says: "The README of a model at a commit, as plain text",
    gives: "hubReadme",
    asks: ["repo", "commit"],
  },
];
