import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  PrometheusRule,
  ServiceMonitor,
} from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
import { Deployment, type IDeployment } from "kubernetes-models/apps/v1";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import { Ingress, NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { ConfigMap, PersistentVolumeClaim, Service, ServiceAccount } from "kubernetes-models/v1";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { heapFlags } from "../../bench/child.ts";
import { readConfig } from "../../src/config.ts";
import { type Resource, render } from "./kustomize.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "manifests/kubernetes");
const overlays = readdirSync(join(folder, "overlays"));

const operator = "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
const core = "kubernetes-models/v1";
/** Each kind by its model, and where the model comes from. */
const models = {
  Deployment: [Deployment, "kubernetes-models/apps/v1"],
  HorizontalPodAutoscaler: [HorizontalPodAutoscaler, "kubernetes-models/autoscaling/v2"],
  Ingress: [Ingress, "kubernetes-models/networking.k8s.io/v1"],
  NetworkPolicy: [NetworkPolicy, "kubernetes-models/networking.k8s.io/v1"],
  PodDisruptionBudget: [PodDisruptionBudget, "kubernetes-models/policy/v1"],
  ConfigMap: [ConfigMap, core],
  PersistentVolumeClaim: [PersistentVolumeClaim, core],
  Service: [Service, core],
  ServiceAccount: [ServiceAccount, core],
  PrometheusRule: [PrometheusRule, operator],
  ServiceMonitor: [ServiceMonitor, operator],
} as const;

const isKnown = (kind: string): kind is keyof typeof models => kind in models;

function modelOf({ apiVersion, kind }: Resource) {
  if (!isKnown(kind)) throw new Error(`there is no model for ${apiVersion} ${kind}`);
  const [model, from] = models[kind];
  expect(model.apiVersion).toBe(apiVersion);
  return { model, from };
}

const named = (resources: readonly Resource[], kind: string, name = "mesh-advisor") => {
  const found = resources.find((it) => it.kind === kind && it.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};

const deploymentOf = (resources: readonly Resource[]) => {
  const { spec } = named(resources, "Deployment") as unknown as IDeployment;
  const pod = spec?.template.spec;
  const container = pod?.containers[0];
  if (!spec || !pod || !container) throw new Error("the Deployment has no container");
  return { spec, pod, container };
};

describe.each(overlays)("the overlay %s", (overlay) => {
  const resources = render(join(folder, "overlays", overlay));

  it.each(resources.map((it) => [`${it.kind} ${it.metadata.name}`, it] as const))(
    "%s is what the API's schema asks for",
    (_, resource) => {
      const { model: Model } = modelOf(resource);
      // Each model takes its own type; the schema tells whether this is it.
      const instance = new (Model as new (data: never) => { validate(): void })(resource as never);
      expect(() => instance.validate()).not.toThrow();
    },
  );

  it("has no two resources of one name", () => {
    const names = resources.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it("runs without privileges, on a root that is only read", () => {
    const { pod, container } = deploymentOf(resources);
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container.resources?.requests).toHaveProperty("cpu");
  });

  it("gives Node a heap that leaves room for all else, as it was measured", async () => {
    const { container } = deploymentOf(resources);
    expect(container.resources?.limits).toEqual({ memory: "768Mi" });
    const options = container.env?.find(({ name }) => name === "NODE_OPTIONS")?.value;
    expect(options).toBe(heapFlags);
    const asked = ["-p", "v8.getHeapStatistics().heap_size_limit"];
    const { stdout } = await promisify(execFile)(process.execPath, asked, { env: { NODE_OPTIONS: options } });
    expect(Number(stdout)).toBeLessThan(0.45 * 768 * 1024 ** 2);
  });

  it("asks the routes there are, on ports that are named", () => {
    const { container } = deploymentOf(resources);
    expect(container.livenessProbe?.httpGet).toEqual({ path: "/healthz", port: "http" });
    expect(container.readinessProbe?.httpGet).toEqual({ path: "/readyz", port: "http" });
    const ports = new Set(container.ports?.map(({ name }) => name));
    for (const service of resources.filter(({ kind }) => kind === "Service")) {
      const { spec } = service as unknown as { spec: { ports: { targetPort: string }[] } };
      for (const { targetPort } of spec.ports) expect(ports).toContain(targetPort);
    }
  });

  it("is given time to drain before it is killed", () => {
    const { pod } = deploymentOf(resources);
    const { data } = named(resources, "ConfigMap") as unknown as { data: Record<string, string> };
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(data.DRAIN_SECONDS) + 30);
  });

  it("finds what it names: accounts, settings, volumes, claims and its own pods", () => {
    const { spec, pod, container } = deploymentOf(resources);
    named(resources, "ServiceAccount", pod.serviceAccountName);
    for (const { configMapRef } of container.envFrom ?? [])
      if (configMapRef) named(resources, "ConfigMap", configMapRef.name);
    const volumes = new Map(pod.volumes?.map((it) => [it.name, it]));
    for (const { name } of container.volumeMounts ?? []) expect(volumes.keys()).toContain(name);
    for (const { persistentVolumeClaim: claim } of volumes.values())
      if (claim) named(resources, "PersistentVolumeClaim", claim.claimName);
    const labels = spec.template.metadata?.labels;
    expect(labels).toMatchObject(spec.selector.matchLabels ?? {});
    const selecting = JSON.stringify(resources).matchAll(/"(?:matchLabels|selector)":(\{"app[^}]*\})/gu);
    const selectors = [...selecting].map(([, selector = "{}"]) => JSON.parse(selector));
    expect(selectors.length).toBeGreaterThan(2);
    for (const selector of selectors)
      expect({ ...labels, "app.kubernetes.io/component": "metrics" }).toMatchObject(selector);
  });

  it("sets only settings there are, and no secret", () => {
    const { container } = deploymentOf(resources);
    const { data } = named(resources, "ConfigMap") as unknown as { data: Record<string, string> };
    const { NODE_OPTIONS: _, ...env } = Object.fromEntries(
      (container.env ?? []).map(({ name, value }) => [name, value]),
    );
    const config = readConfig({ ...data, ...env });
    expect(config.host).toBe("0.0.0.0");
    expect(config.drain).toBe(10);
    const example = readFileSync(join(root, ".env.example"), "utf8");
    for (const name of Object.keys({ ...data, ...env }))
      expect(example).toMatch(new RegExp(`^#${name}=`, "mu"));
    expect(resources.map(({ kind }) => kind)).not.toContain("Secret");
    expect(container.envFrom).toContainEqual({ secretRef: { name: "mesh-advisor" } });
  });
});

describe("the manifests for Kubernetes", () => {
  /** The schemas pass over fields they do not know; types do not. */
  it("have no field that the API does not know", async () => {
    const place = mkdtempSync(join(root, "node_modules/.manifests-"));
    onTestFinished(() => rmSync(place, { recursive: true }));
    const lines = overlays.flatMap((overlay) =>
      render(join(folder, "overlays", overlay)).map((resource, index) => {
        const { from } = modelOf(resource);
        const value = JSON.stringify(resource);
        return `import type { I${resource.kind} as T${overlay}${index} } from "${from}";\nexport const ${overlay}${index}: T${overlay}${index} = ${value};`;
      }),
    );
    const compile = async (text: string) => {
      writeFileSync(join(place, "all.ts"), text);
      writeFileSync(
        join(place, "tsconfig.json"),
        JSON.stringify({ extends: join(root, "tsconfig.json"), include: ["all.ts"] }),
      );
      const tsc = join(root, "node_modules/typescript/bin/tsc");
      await promisify(execFile)(process.execPath, [tsc, "-p", place]);
    };
    const text = lines.join("\n");
    await compile(text);
    const stray = text.replace('"readOnlyRootFilesystem"', '"readOnlyRootFileSystem"');
    await expect(compile(stray)).rejects.toMatchObject({
      stdout: expect.stringMatching(/'"readOnlyRootFileSystem"' does not exist in type/u),
    });
  });

  it("keep two servers or more through updates and evictions, or one on its volume", () => {
    const replicas = render(join(folder, "overlays/replicas"));
    const many = deploymentOf(replicas).spec;
    expect(many.replicas).toBeGreaterThanOrEqual(2);
    expect(many.strategy?.rollingUpdate?.maxUnavailable).toBe(0);
    expect(named(replicas, "PodDisruptionBudget")).toMatchObject({ spec: { minAvailable: 1 } });
    expect(named(replicas, "HorizontalPodAutoscaler")).toMatchObject({ spec: { minReplicas: 2 } });
    const single = deploymentOf(render(join(folder, "overlays/single")));
    expect([single.spec.replicas, single.spec.strategy?.type]).toEqual([1, "Recreate"]);
    expect(single.container.volumeMounts).toContainEqual({
      name: "state",
      mountPath: "/var/lib/mesh-advisor",
    });
  });

  it("show the public the platforms' routes and no others", () => {
    const ingress = named(render(join(folder, "overlays/everything")), "Ingress");
    const paths = [...JSON.stringify(ingress).matchAll(/"path":"([^"]+)"/gu)].map(([, path]) => path);
    expect(paths).toEqual(["/slack", "/charts/", "/api/messages"]);
  });

  it("carry the alert rules that stand alone too", () => {
    const alone = parse(readFileSync(join(root, "manifests/prometheus/alerts.yaml"), "utf8"));
    expect(named(render(join(folder, "overlays/everything")), "PrometheusRule").spec).toEqual(alone);
  });
});
