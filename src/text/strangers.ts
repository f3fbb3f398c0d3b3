/** Words that resemble a mesh's name and mean something else: never assumed to be the mesh. */

const products = `
  ansible apisix argo calico cassandra chef dapr docker envoy flannel flux grafana
  haproxy helm jaeger jenkins kafka kiali knative kong kubernetes mongodb nginx nomad openstack
  prometheus puppet rancher redis spiffe spire terraform traefikproxy tyk vault`;

/** Every such word of a common English word list that the guard alone would let pass, and their kin. */
const words = `
  ageism apples calcium cancel census cesium cilia coma comas conceal concur consed conses console consoles
  consular consulates consuls consult consults consume consumes council councils counsel counsels duma flames
  flemish flesh flumes fosm gloomiest graphic gusto helium history huma human insist issued istle kimono
  koma kumar lanker licked like liked linear liners linger lingered lingers link linked linkedin linker
  linkers links linseed linted list lists luma maestri maestro mantra marsh master mastery mesh meshed meshes
  mister moister moisture prism puma pumas puna racism resist silicon sledge soloed soloing soloist soloists
  traffic traffics tuna tunas visit`;

const strangers: ReadonlySet<string> = new Set(`${products} ${words}`.trim().split(/\s+/u));

/** Whether a word, lower case and without spaces, is an ordinary word or a product that is no mesh. */
export const isStranger = (word: string): boolean => strangers.has(word);
