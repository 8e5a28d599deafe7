// Every code with which the protocol refuses, in one table: what it means, what to do, and what a gossip validator makes
// of it. `reject` is for faults that every node must see alike (size, encoding, signature): one wrong reject partitions
// the network. `ignore` drops without blame, `defer` keeps for later.

export type Verdict = 'accept' | 'ignore' | 'reject' | 'defer'

interface Entry {
  readonly meaning: string
  readonly hint: string
  readonly verdict: Verdict
}

export const protocolCodes = {
  // --- size and encoding
  'too-large': {
    meaning: 'A message, header, statement or payload exceeds its limit.',
    hint: 'See the limits in docs/protocol.md.',
    verdict: 'reject',
  },
  'encoding-invalid': {
    meaning: 'The bytes are not the one canonical encoding of the message.',
    hint: 'The sender is broken or hostile; nothing was kept.',
    verdict: 'reject',
  },
  'version-unsupported': {
    meaning: 'The message is of a protocol version this node does not speak.',
    hint: 'Update the node.',
    verdict: 'ignore',
  },
  'field-invalid': {
    meaning: 'A field is outside what the specification allows.',
    hint: 'See the field in docs/protocol.md.',
    verdict: 'reject',
  },
  'network-mismatch': {
    meaning: 'The message belongs to another network.',
    hint: 'Check that both nodes joined the same network id.',
    verdict: 'ignore',
  },
  // --- keys and signatures
  'key-invalid': {
    meaning: 'A public key is of the wrong length, not canonical, of small order or not torsion-free.',
    hint: 'Generate a new key.',
    verdict: 'reject',
  },
  'signature-invalid': {
    meaning: 'The signature does not verify.',
    hint: 'The bytes were changed, or another key signed.',
    verdict: 'reject',
  },
  'verifier-divergent': {
    meaning: 'This machine verifies Ed25519 differently from the network rule.',
    hint: 'Use a Node.js build with the stock OpenSSL.',
    verdict: 'ignore',
  },
  // --- bundles and lanes
  'root-mismatch': {
    meaning: 'The payload does not hash to the root of the header.',
    hint: 'The payload was changed on the way; it is pulled again from another peer.',
    verdict: 'ignore',
  },
  'payload-malformed': {
    meaning: 'The payload cannot be decompressed or decoded, or its count differs from the header.',
    hint: 'The payload was changed on the way; it is pulled again from another peer.',
    verdict: 'ignore',
  },
  'salt-repeated': {
    meaning: 'Salts of a bundle are zero or repeated.',
    hint: 'The author must draw 16 random bytes per statement.',
    verdict: 'ignore',
  },
  'lane-changed': {
    meaning: 'Marking, audience or member differ from the lane they claim to continue.',
    hint: 'A lane has one marking and one audience for life.',
    verdict: 'ignore',
  },
  'prev-mismatch': {
    meaning: 'The bundle does not follow the one held before it.',
    hint: 'Two chains of one lane: a fork proof follows.',
    verdict: 'ignore',
  },
  gap: { meaning: 'Bundles before this one are missing.', hint: 'They are fetched by sync.', verdict: 'defer' },
  duplicate: { meaning: 'The bundle is already held.', hint: 'Nothing to do.', verdict: 'ignore' },
  'time-ahead': {
    meaning: 'The bundle was issued more than five minutes ahead of this clock.',
    hint: 'Check both clocks; it is taken once its time has come.',
    verdict: 'defer',
  },
  'time-backwards': {
    meaning: 'The bundle was issued before the one that it follows.',
    hint: 'The author must not let time run backwards in a lane.',
    verdict: 'ignore',
  },
  'charter-unknown': {
    meaning: 'The bundle cites a charter version that is not held.',
    hint: 'The charter is fetched first.',
    verdict: 'defer',
  },
  'charter-mismatch': {
    meaning: 'The bundle cites a charter hash that differs from the one held for that version.',
    hint: 'Two charters of one version: the governors must settle it.',
    verdict: 'ignore',
  },
  'charter-rollback': {
    meaning: 'The bundle cites an older charter version than the one before it in the lane.',
    hint: 'A cited charter version never decreases along a lane.',
    verdict: 'ignore',
  },
  'node-unknown': {
    meaning: 'No certificate is held for the node key.',
    hint: 'Its member must certify it first.',
    verdict: 'defer',
  },
  'member-unknown': {
    meaning: 'The charter does not know the member.',
    hint: 'A newer charter may admit it.',
    verdict: 'defer',
  },
  'member-inactive': {
    meaning: 'The member is not active under the charter.',
    hint: 'Ask a governor.',
    verdict: 'ignore',
  },
  suspect: {
    meaning: 'The bundle lies behind the last position that counts in its lane (revocation, removal or fork).',
    hint: 'It is kept and shown as suspect, and not acted on.',
    verdict: 'ignore',
  },
  'clearance-exceeded': {
    meaning: 'The member may not publish or receive this marking.',
    hint: 'Ask the governors for a higher clearance.',
    verdict: 'ignore',
  },
  // --- who may receive
  'sender-not-entitled': {
    meaning: 'The peer that handed on the bundle may not receive it itself.',
    hint: 'Nothing was kept; it is fetched from a peer that may hold it.',
    verdict: 'ignore',
  },
  'not-entitled': {
    meaning: 'The member of this node may not receive the bundle.',
    hint: 'Nothing was kept. See docs/protocol.md: audiences.',
    verdict: 'ignore',
  },
  'restricted-on-gossip': {
    meaning: 'A bundle above TLP:GREEN, or for a narrower audience than the network, came by gossip.',
    hint: 'The sender is broken or hostile; such bundles move between entitled nodes alone.',
    verdict: 'reject',
  },
  'audience-malformed': {
    meaning: 'The audience is no expression over the charter.',
    hint: 'For example: group:ransomware and not jurisdiction:US. See docs/protocol.md: audiences.',
    verdict: 'accept',
  },
  'audience-name-unknown': {
    meaning: 'The audience names a group or a member that the charter does not know.',
    hint: 'Check the name with: entente network show. A name that nobody knows lets nobody in.',
    verdict: 'accept',
  },
  'audience-empty': {
    meaning: 'Nobody but its author may receive the statement.',
    hint: 'See who is kept out, and why, with: entente audience test.',
    verdict: 'accept',
  },
  'audience-required': {
    meaning: 'TLP:RED needs an audience of named members.',
    hint: 'Name them: --audience member:ID,ID.',
    verdict: 'reject',
  },
  'readers-required': {
    meaning: 'TLP:RED needs named readers inside the members that receive it.',
    hint: 'Name them: --reader NAME or --reader NAME@MEMBER.',
    verdict: 'accept',
  },
  'marking-widened': {
    meaning: 'The same was said before under a narrower marking or audience.',
    hint: 'To widen it on purpose, name the statement: entente publish --replaces ID.',
    verdict: 'accept',
  },
  // --- sealing and grants
  'seal-missing': {
    meaning: 'The marking or the audience asks for a seal, and the bundle has none.',
    hint: 'The author is broken or hostile; nothing was kept.',
    verdict: 'reject',
  },
  'seal-unexpected': {
    meaning: 'The bundle is sealed, or holds grants, although every member may see it.',
    hint: 'The author is broken or hostile; nothing was kept.',
    verdict: 'reject',
  },
  'seal-unsupported': {
    meaning: 'The bundle is sealed in a suite that this version does not know.',
    hint: 'Update the node.',
    verdict: 'ignore',
  },
  'seal-commitment': {
    meaning: 'The header commits to another key than the one that its epoch was granted with.',
    hint: 'The author showed different keys to different members, or is broken; ask it.',
    verdict: 'ignore',
  },
  'seal-invalid': {
    meaning: 'The sealed payload does not decrypt, or is not padded as it must be.',
    hint: 'The author is broken or hostile; the bundle is not opened.',
    verdict: 'ignore',
  },
  'grant-malformed': {
    meaning: 'A grant is not the one canonical encoding of its fields.',
    hint: 'The author is broken or hostile.',
    verdict: 'ignore',
  },
  'grant-mismatch': {
    meaning: 'A grant is for another audience, epoch or key than its header and the grants beside it.',
    hint: 'The author showed different keys to different members, or is broken; ask it.',
    verdict: 'ignore',
  },
  'grant-invalid': {
    meaning: 'The grant for this node does not open with its key.',
    hint: 'The author wrapped it wrongly; ask it for a new epoch.',
    verdict: 'ignore',
  },
  'grant-missing': {
    meaning: 'No grant opens the bundle for this node: it is kept sealed.',
    hint: 'The author granted its key before this node was entitled, or without sharing history.',
    verdict: 'accept',
  },
  'epoch-invalid': {
    meaning: 'The epoch does not follow the one before it in the lane, or was never granted.',
    hint: 'The author is broken or hostile.',
    verdict: 'ignore',
  },
  // --- charter and control objects
  'charter-gap': {
    meaning: 'The charter does not follow the newest one held by exactly one version.',
    hint: 'The charters between are fetched first.',
    verdict: 'defer',
  },
  'charter-prev-mismatch': {
    meaning: 'The charter does not name the hash of the one before it.',
    hint: 'It was made from another charter than the one held.',
    verdict: 'ignore',
  },
  'charter-threshold-unmet': {
    meaning: 'Too few governor organizations signed the charter, under the old or the new rule.',
    hint: 'More governors must sign it; a charter that only some of them signed counts for nothing.',
    verdict: 'ignore',
  },
  'charter-conflict': {
    meaning: 'Two valid charters of one version exist.',
    hint: 'Neither is accepted; the governors settle it with a version after them that names one.',
    verdict: 'ignore',
  },
  'charter-invalid': {
    meaning: 'The charter breaks a rule of succession: a member vanished, a root key or a final position was changed.',
    hint: 'Make the charter again from the newest one held.',
    verdict: 'ignore',
  },
  'charter-expired': {
    meaning: 'The newest charter has expired.',
    hint: 'Publishing stops until the governors sign a new one; reading and syncing go on.',
    verdict: 'ignore',
  },
  'certificate-invalid': {
    meaning: 'The certificate is not signed by the root key of its member.',
    hint: 'Issue it again from the member home.',
    verdict: 'ignore',
  },
  'certificate-revoked': {
    meaning: 'The node key was revoked.',
    hint: 'Issue a certificate for a new node key.',
    verdict: 'ignore',
  },
  'revocation-invalid': {
    meaning: 'The revocation is not signed by the root key of the member whose node it revokes.',
    hint: 'Issue it again from the member home.',
    verdict: 'ignore',
  },
  'record-invalid': {
    meaning: 'The node record is not signed by its node key.',
    hint: 'Nothing was kept.',
    verdict: 'ignore',
  },
  'fork-proof-invalid': {
    meaning: 'The two headers do not prove a fork: same id, another key, lane or sequence.',
    hint: 'Nothing to do.',
    verdict: 'ignore',
  },
  'record-stale': { meaning: 'A newer node record is held.', hint: 'Nothing to do.', verdict: 'ignore' },
  // --- Merkle proofs and evidence
  'proof-invalid': {
    meaning: 'The Merkle proof does not lead from the statement to the root.',
    hint: 'The statement or the proof was changed.',
    verdict: 'ignore',
  },
  'network-unpinned': {
    meaning: 'Evidence can only be verified against a network id that the verifier names.',
    hint: 'Pass --network ID, or --home of a node that joined it.',
    verdict: 'ignore',
  },
  'evidence-malformed': {
    meaning: 'The evidence file is cut, changed or not an evidence file.',
    hint: 'Export it again.',
    verdict: 'ignore',
  },
  'receipt-invalid': {
    meaning: 'The receipt of the exporter does not verify.',
    hint: 'The file was changed after the export.',
    verdict: 'ignore',
  },
  // --- audit logs
  'audit-malformed': {
    meaning: 'What stands in the audit log, or in a file exported from it, is no entry.',
    hint: 'Compare with an export or a checkpoint that was kept elsewhere: see docs/audit.md.',
    verdict: 'accept',
  },
  'audit-changed': {
    meaning: 'An entry of the audit log is not the one that was written there.',
    hint: 'Compare with an export or a checkpoint that was kept elsewhere: see docs/audit.md.',
    verdict: 'accept',
  },
  'audit-missing': {
    meaning: 'Entries of the audit log are missing.',
    hint: 'Compare with an export or a checkpoint that was kept elsewhere: see docs/audit.md.',
    verdict: 'accept',
  },
  'audit-misplaced': {
    meaning: 'An entry of the audit log stands in the place of another one.',
    hint: 'Compare with an export or a checkpoint that was kept elsewhere: see docs/audit.md.',
    verdict: 'accept',
  },
  'audit-tail': {
    meaning: 'The audit log does not end where it ended when it was last written.',
    hint: 'Compare with an export or a checkpoint that was kept elsewhere: see docs/audit.md.',
    verdict: 'accept',
  },
  'audit-checkpoint': {
    meaning:
      'The audit log is not the one of which the checkpoint was made: it was rewritten, cut, or restored from a backup.',
    hint: 'See docs/audit.md: what a checkpoint proves.',
    verdict: 'accept',
  },
  'checkpoint-malformed': {
    meaning: 'The text holds no checkpoint of an audit log.',
    hint: 'Make one with: entente audit checkpoint.',
    verdict: 'accept',
  },
  'checkpoint-foreign': {
    meaning: 'The checkpoint is one of another node.',
    hint: 'Name the node whose log it is about: --node KEY.',
    verdict: 'accept',
  },
  // --- files
  'request-invalid': {
    meaning: 'The membership request is cut, changed, or not signed by the root key that it names.',
    hint: 'Ask the partner to make it again: entente member request.',
    verdict: 'ignore',
  },
  'proposal-invalid': {
    meaning: 'The charter proposal is cut, changed, not one, or several files propose different charters.',
    hint: 'Ask the governor who sent it for the file again.',
    verdict: 'ignore',
  },
  'invitation-invalid': {
    meaning: 'The invitation is cut, changed, or does not name the member that it is for.',
    hint: 'Ask a governor to make it again: entente network admit.',
    verdict: 'ignore',
  },
  // --- statements
  'statement-malformed': {
    meaning: 'The statement fails its schema.',
    hint: 'It keeps its place and is surfaced nowhere.',
    verdict: 'accept',
  },
  'statement-unknown': {
    meaning: 'The statement is of a kind this version does not know.',
    hint: 'It keeps its place until a version that understands it.',
    verdict: 'accept',
  },
  'kind-unsupported': {
    meaning: 'Statements of this kind can be received but not yet published.',
    hint: 'Publish an indicator, sighting, dispute or withdrawal.',
    verdict: 'accept',
  },
  'category-missing': {
    meaning: 'An indicator needs a category.',
    hint: 'Pass --category.',
    verdict: 'accept',
  },
  'target-missing': {
    meaning: 'A dispute or a withdrawal needs the id of the statement that it speaks of.',
    hint: 'Pass the id that lookup or show prints.',
    verdict: 'accept',
  },
  'category-unknown': {
    meaning: 'The category is not one of the taxonomy.',
    hint: 'List them with: entente categories.',
    verdict: 'accept',
  },
  'confidence-invalid': {
    meaning: 'Confidence is a whole number from 0 to 100.',
    hint: 'Pass --confidence 0 to 100.',
    verdict: 'accept',
  },
  'marking-unknown': {
    meaning: 'The marking is not a TLP 2.0 label.',
    hint: 'One of TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED.',
    verdict: 'accept',
  },
  // --- subjects
  'subject-unrecognized': {
    meaning: 'The value is of no kind that is known.',
    hint: 'Name the kind with --kind, and the chain with --chain.',
    verdict: 'accept',
  },
  'subject-ambiguous': {
    meaning: 'The value fits several kinds or chains.',
    hint: 'Name the kind with --kind, and the chain with --chain.',
    verdict: 'accept',
  },
  'subject-malformed': {
    meaning: 'The value does not have the form of its kind.',
    hint: 'Check the value.',
    verdict: 'accept',
  },
  'subject-too-long': {
    meaning: 'The value is longer than any subject may be.',
    hint: 'See valueMaxChars in docs/protocol.md.',
    verdict: 'accept',
  },
  'subject-unsafe': {
    meaning: 'The value holds control, invisible or direction-changing characters, or is not in Unicode NFC.',
    hint: 'Type the value again instead of copying it.',
    verdict: 'accept',
  },
  'checksum-invalid': {
    meaning: 'The checksum of the value is wrong: a digit or letter is mistyped.',
    hint: 'Compare the value with its source.',
    verdict: 'accept',
  },
  'chain-unknown': {
    meaning: 'The chain is not known.',
    hint: 'Use a CAIP-2 id such as eip155:1, or a name such as bitcoin.',
    verdict: 'accept',
  },
  'ip-reserved': {
    meaning: 'The address is in a private or reserved range.',
    hint: 'Such addresses mean another machine at every partner.',
    verdict: 'accept',
  },
  'domain-reserved': {
    meaning: 'The name is local, special-use or without a public suffix.',
    hint: 'Such names mean another machine at every partner.',
    verdict: 'accept',
  },
  'domain-public-suffix': {
    meaning: 'The name is itself a public suffix such as com or co.uk.',
    hint: 'Name the registered domain. Where the whole provider is meant, say so with --force.',
    verdict: 'accept',
  },
} as const satisfies Record<string, Entry>

export type ProtocolCode = keyof typeof protocolCodes

/** What a gossip validator does with a message that was refused with `code`. */
export function verdictOf(code: ProtocolCode): Verdict {
  return protocolCodes[code].verdict
}
