// Ids of STIX that mean something by themselves: markings of both generations, and extensions.
import type { Pap, Tlp } from '../../../protocol/names.ts'

/** TLP 2.0 (FIRST and OASIS), TLP 1.0 (STIX 2.1, 7.2.1.4), and what OpenCTI used before there was an AMBER+STRICT. */
export const tlpMarkings: ReadonlyMap<string, Tlp> = new Map([
  ['marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487', 'TLP:CLEAR'],
  ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb', 'TLP:GREEN'],
  ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421', 'TLP:AMBER'],
  ['marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003', 'TLP:AMBER+STRICT'],
  ['marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1', 'TLP:RED'],
  ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'TLP:CLEAR'],
  ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'TLP:GREEN'],
  ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82', 'TLP:AMBER'],
  ['marking-definition--826578e1-40ad-459f-bc73-ede076f81f37', 'TLP:AMBER+STRICT'],
  ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'TLP:RED'],
])

/** The PAP markings of OASIS (cti-stix-common-objects). */
export const papMarkings: ReadonlyMap<string, Pap> = new Map([
  ['marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92', 'PAP:CLEAR'],
  ['marking-definition--a3bea94c-b469-41dc-9cfe-d6e7daba7730', 'PAP:CLEAR'],
  ['marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9', 'PAP:GREEN'],
  ['marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab', 'PAP:AMBER'],
  ['marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e', 'PAP:RED'],
])

/** Property extension of a marking definition: `{ tlp_2_0: "amber+strict" }`. */
export const tlpExtension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'

/** Property extension of a marking definition: `{ pap: "amber" }`. */
export const papExtension = 'extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b'

/**
 * Our own property extension: what STIX has no property for. On indicators and observables of others `chain` (CAIP-2),
 * `category`, `role` and `basis` are read, with the names that they have here; an object with `statement` is a statement
 * of a network as it was exported, and says all that it said (docs/exports.md#stix). On marking definitions it has the
 * caveats beside TLP and PAP.
 */
export const ownExtension = 'extension-definition--5f8e2d43-9c1b-4a57-b7d6-3b0c8a1e94f2'
