/** The questions of `recommend` as one form; its options' words are those the advisor reads as their needs. */
import type { Card } from "../../card/card.ts";
import type { Form } from "../../card/form.ts";

export const wizard: Form = {
  type: "form",
  title: "Which mesh fits?",
  open: "Answer the questions",
  submit: "Recommend",
  shownBy: "recommend",
  command: "recommend",
  between: "; ",
  fields: [
    {
      id: "where",
      kind: "choices",
      label: "Where do your services run?",
      hint: "Choose all that apply.",
      options: [
        { label: "Kubernetes", words: "on Kubernetes" },
        { label: "Virtual machines or bare metal", words: "on virtual machines or bare metal" },
        { label: "Nomad", words: "on Nomad" },
        { label: "Amazon ECS", words: "on Amazon ECS" },
        { label: "OpenShift", words: "on OpenShift" },
        { label: "Edge sites or small nodes", words: "on edge sites" },
        { label: "Windows", words: "Windows workloads" },
        { label: "Several clusters", words: "several clusters" },
        { label: "Kubernetes is ruled out", words: "no Kubernetes" },
      ],
    },
    {
      id: "team",
      kind: "choice",
      label: "Who will look after the mesh?",
      options: [
        { label: "A small team, beside other work", words: "a small team" },
        { label: "A team new to meshes", words: "new to service meshes" },
        { label: "People whose job it is", words: "a dedicated platform team" },
      ],
    },
    {
      id: "matters",
      kind: "choices",
      most: 3,
      label: "What matters most?",
      hint: "Up to three.",
      options: [
        { label: "Easy to run", words: "simplicity" },
        { label: "Little memory and CPU", words: "low memory and CPU" },
        { label: "Low latency", words: "low latency" },
        { label: "Strong security", words: "strong security" },
        { label: "Seeing what happens: metrics, traces", words: "observability" },
        { label: "Rich traffic control", words: "rich traffic control" },
        { label: "Resilience: retries, timeouts", words: "resilience" },
        { label: "Proven in production", words: "maturity" },
        { label: "A wide community", words: "a wide community" },
        { label: "Adopting it step by step", words: "gradual adoption" },
      ],
    },
    {
      id: "must",
      kind: "choices",
      label: "What must it have?",
      hint: "What you cannot do without.",
      options: [
        { label: "Mutual TLS between services", words: "must have mTLS" },
        { label: "Authorization between services", words: "must have authorization" },
        { label: "Canary releases", words: "must have canary releases" },
        { label: "Rate limiting", words: "must have rate limiting" },
        { label: "Egress control", words: "must have egress control" },
        { label: "No sidecars", words: "no sidecars" },
        { label: "Open source", words: "must be open source" },
        { label: "Vendor support", words: "must have vendor support" },
        { label: "FIPS-validated cryptography", words: "must have FIPS" },
      ],
    },
    {
      id: "tools",
      kind: "choices",
      label: "What do you already use?",
      options: [
        { label: "Consul", words: "we use Consul" },
        { label: "Vault", words: "we use Vault" },
        { label: "Cilium as the CNI", words: "Cilium as CNI" },
        { label: "Istio", words: "we know Istio" },
        { label: "Kong", words: "we use Kong" },
        { label: "Traefik", words: "we use Traefik" },
        { label: "Argo Rollouts or Flagger", words: "Argo Rollouts" },
      ],
    },
    {
      id: "else",
      kind: "text",
      lines: "several",
      longest: 500,
      label: "Anything else?",
      hint: "In your own words, such as: 12 services, gRPC, not Istio.",
    },
  ],
};

export const wizardCard: Card = {
  title: "Which mesh fits you?",
  banners: [],
  blocks: [
    {
      type: "paragraph",
      text: "Answer what you can and leave the rest. What you choose becomes one sentence, shown with the answer.",
    },
    wizard,
  ],
};
