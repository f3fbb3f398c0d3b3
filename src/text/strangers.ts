/** Words that resemble a mesh's name and mean something else: never assumed to be the mesh. */

const products =
  "envoy kubernetes docker kafka terraform jenkins nginx haproxy traefikproxy vault nomad argo flux helm kiali jaeger grafana prometheus spire spiffe calico flannel knative dapr rancher openstack openshift kong tyk apisix ansible puppet chef redis mongodb cassandra consular";
const words =
  "counsel counsels council councils console consoles consult consuls consular linker linkers linked linkedin linear lingered link links liked like tuna tunas puma pumas koma coma comas puna kumar luma duma human huma istle gusto insist resist visit list lists history traffic traffics trafficmesh graphic mesh meshes flesh flemish cilia silicon helium fosm prism meshed kimono";

const strangers: ReadonlySet<string> = new Set(`${products} ${words}`.split(" "));

/** Whether a word, lower case and without spaces, is an ordinary word or a product that is no mesh. */
export const isStranger = (word: string): boolean => strangers.has(word);
