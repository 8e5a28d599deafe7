/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

function $uint64(reader) {
    let value = 0;
    for (let scale = 1; scale <= 0x2000000000000; scale *= 128) {
        if (reader.pos >= reader.len)
            throw $RangeError("index out of range");
        const byte = reader.buf[reader.pos++];
        value += (byte & 127) * scale;
        if (byte < 128) {
            if (value > Number.MAX_SAFE_INTEGER)
                break;
            return value;
        }
    }
    throw $RangeError("integer out of range");
}

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const entente = $root.entente = (() => {

    /**
     * Namespace entente.
     * @exports entente
     * @namespace
     */
    const entente = {};

    /**
     * SubjectKind enum.
     * @name entente.SubjectKind
     * @enum {number}
     * @property {number} SUBJECT_KIND_UNSPECIFIED=0 SUBJECT_KIND_UNSPECIFIED value
     * @property {number} ADDRESS=1 ADDRESS value
     * @property {number} TRANSACTION=2 TRANSACTION value
     * @property {number} DOMAIN=3 DOMAIN value
     * @property {number} URL=4 URL value
     * @property {number} IP=5 IP value
     * @property {number} EMAIL=6 EMAIL value
     * @property {number} PHONE=7 PHONE value
     * @property {number} IBAN=8 IBAN value
     * @property {number} ACCOUNT=9 ACCOUNT value
     * @property {number} FILE_HASH=10 FILE_HASH value
     */
    entente.SubjectKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "SUBJECT_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "ADDRESS"] = 1;
        values[valuesById[2] = "TRANSACTION"] = 2;
        values[valuesById[3] = "DOMAIN"] = 3;
        values[valuesById[4] = "URL"] = 4;
        values[valuesById[5] = "IP"] = 5;
        values[valuesById[6] = "EMAIL"] = 6;
        values[valuesById[7] = "PHONE"] = 7;
        values[valuesById[8] = "IBAN"] = 8;
        values[valuesById[9] = "ACCOUNT"] = 9;
        values[valuesById[10] = "FILE_HASH"] = 10;
        return values;
    })();

    entente.Subject = (function() {

        /**
         * Properties of a Subject.
         * @typedef {Object} entente.Subject.$Properties
         * @property {entente.SubjectKind|null} [kind] Subject kind
         * @property {string|null} [chain] Subject chain
         * @property {string|null} [value] Subject value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Subject.
         * @memberof entente
         * @interface ISubject
         * @augments entente.Subject.$Properties
         * @deprecated Use entente.Subject.$Properties instead.
         */

        /**
         * Shape of a Subject.
         * @typedef {entente.Subject.$Properties} entente.Subject.$Shape
         */

        /**
         * Constructs a new Subject.
         * @memberof entente
         * @classdesc Represents a Subject.
         * @constructor
         * @param {entente.Subject.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Subject = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Subject kind.
         * @member {entente.SubjectKind} kind
         * @memberof entente.Subject
         * @instance
         */
        Subject.prototype.kind = 0;

        /**
         * Subject chain.
         * @member {string} chain
         * @memberof entente.Subject
         * @instance
         */
        Subject.prototype.chain = "";

        /**
         * Subject value.
         * @member {string} value
         * @memberof entente.Subject
         * @instance
         */
        Subject.prototype.value = "";

        /**
         * Encodes the specified Subject message. Does not implicitly {@link entente.Subject.verify|verify} messages.
         * @function encode
         * @memberof entente.Subject
         * @static
         * @param {entente.Subject.$Properties} message Subject message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Subject.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
            if (message.chain != null && $Object.hasOwnProperty.call(message, "chain") && message.chain !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.chain);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.value);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Subject message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Subject
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Subject & entente.Subject.$Shape} Subject
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Subject.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Subject();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.chain = value;
                        else
                            delete message.chain;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Subject;
    })();

    /**
     * StatementKind enum.
     * @name entente.StatementKind
     * @enum {number}
     * @property {number} STATEMENT_KIND_UNSPECIFIED=0 STATEMENT_KIND_UNSPECIFIED value
     * @property {number} INDICATOR=1 INDICATOR value
     * @property {number} SIGHTING=2 SIGHTING value
     * @property {number} DISPUTE=3 DISPUTE value
     * @property {number} WITHDRAWAL=4 WITHDRAWAL value
     * @property {number} ADVISORY=5 ADVISORY value
     * @property {number} REQUEST=6 REQUEST value
     * @property {number} RESPONSE=7 RESPONSE value
     * @property {number} PROTECTION=8 PROTECTION value
     */
    entente.StatementKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "STATEMENT_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "INDICATOR"] = 1;
        values[valuesById[2] = "SIGHTING"] = 2;
        values[valuesById[3] = "DISPUTE"] = 3;
        values[valuesById[4] = "WITHDRAWAL"] = 4;
        values[valuesById[5] = "ADVISORY"] = 5;
        values[valuesById[6] = "REQUEST"] = 6;
        values[valuesById[7] = "RESPONSE"] = 7;
        values[valuesById[8] = "PROTECTION"] = 8;
        return values;
    })();

    /**
     * Role enum.
     * @name entente.Role
     * @enum {number}
     * @property {number} ROLE_UNSPECIFIED=0 ROLE_UNSPECIFIED value
     * @property {number} ACTOR=1 ACTOR value
     * @property {number} VICTIM=2 VICTIM value
     * @property {number} MENTION=3 MENTION value
     * @property {number} SERVICE=4 SERVICE value
     */
    entente.Role = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "ROLE_UNSPECIFIED"] = 0;
        values[valuesById[1] = "ACTOR"] = 1;
        values[valuesById[2] = "VICTIM"] = 2;
        values[valuesById[3] = "MENTION"] = 3;
        values[valuesById[4] = "SERVICE"] = 4;
        return values;
    })();

    /**
     * Basis enum.
     * @name entente.Basis
     * @enum {number}
     * @property {number} BASIS_UNSPECIFIED=0 BASIS_UNSPECIFIED value
     * @property {number} OWNERSHIP=1 OWNERSHIP value
     * @property {number} LEDGER_IMMANENT=2 LEDGER_IMMANENT value
     * @property {number} MANUAL_TRANSACTION=3 MANUAL_TRANSACTION value
     * @property {number} SERVICE_API=4 SERVICE_API value
     * @property {number} FORENSIC=5 FORENSIC value
     * @property {number} AUTHORITY_DATA=6 AUTHORITY_DATA value
     * @property {number} TRUSTED_PROVIDER=7 TRUSTED_PROVIDER value
     * @property {number} UNTRUSTED_TRANSACTION=8 UNTRUSTED_TRANSACTION value
     * @property {number} WEB_CRAWL=9 WEB_CRAWL value
     * @property {number} HEURISTIC=10 HEURISTIC value
     * @property {number} UNKNOWN=11 UNKNOWN value
     */
    entente.Basis = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "BASIS_UNSPECIFIED"] = 0;
        values[valuesById[1] = "OWNERSHIP"] = 1;
        values[valuesById[2] = "LEDGER_IMMANENT"] = 2;
        values[valuesById[3] = "MANUAL_TRANSACTION"] = 3;
        values[valuesById[4] = "SERVICE_API"] = 4;
        values[valuesById[5] = "FORENSIC"] = 5;
        values[valuesById[6] = "AUTHORITY_DATA"] = 6;
        values[valuesById[7] = "TRUSTED_PROVIDER"] = 7;
        values[valuesById[8] = "UNTRUSTED_TRANSACTION"] = 8;
        values[valuesById[9] = "WEB_CRAWL"] = 9;
        values[valuesById[10] = "HEURISTIC"] = 10;
        values[valuesById[11] = "UNKNOWN"] = 11;
        return values;
    })();

    entente.Origin = (function() {

        /**
         * Properties of an Origin.
         * @typedef {Object} entente.Origin.$Properties
         * @property {string|null} [feed] Origin feed
         * @property {string|null} [source] Origin source
         * @property {string|null} [record] Origin record
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Origin.
         * @memberof entente
         * @interface IOrigin
         * @augments entente.Origin.$Properties
         * @deprecated Use entente.Origin.$Properties instead.
         */

        /**
         * Shape of an Origin.
         * @typedef {entente.Origin.$Properties} entente.Origin.$Shape
         */

        /**
         * Constructs a new Origin.
         * @memberof entente
         * @classdesc Represents an Origin.
         * @constructor
         * @param {entente.Origin.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Origin = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Origin feed.
         * @member {string} feed
         * @memberof entente.Origin
         * @instance
         */
        Origin.prototype.feed = "";

        /**
         * Origin source.
         * @member {string} source
         * @memberof entente.Origin
         * @instance
         */
        Origin.prototype.source = "";

        /**
         * Origin record.
         * @member {string} record
         * @memberof entente.Origin
         * @instance
         */
        Origin.prototype.record = "";

        /**
         * Encodes the specified Origin message. Does not implicitly {@link entente.Origin.verify|verify} messages.
         * @function encode
         * @memberof entente.Origin
         * @static
         * @param {entente.Origin.$Properties} message Origin message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Origin.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed") && message.feed !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.feed);
            if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.source);
            if (message.record != null && $Object.hasOwnProperty.call(message, "record") && message.record !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.record);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Origin message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Origin
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Origin & entente.Origin.$Shape} Origin
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Origin.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Origin();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.feed = value;
                        else
                            delete message.feed;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.source = value;
                        else
                            delete message.source;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.record = value;
                        else
                            delete message.record;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Origin;
    })();

    entente.StatementRef = (function() {

        /**
         * Properties of a StatementRef.
         * @typedef {Object} entente.StatementRef.$Properties
         * @property {Uint8Array|null} [bundle] StatementRef bundle
         * @property {number|null} [index] StatementRef index
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a StatementRef.
         * @memberof entente
         * @interface IStatementRef
         * @augments entente.StatementRef.$Properties
         * @deprecated Use entente.StatementRef.$Properties instead.
         */

        /**
         * Shape of a StatementRef.
         * @typedef {entente.StatementRef.$Properties} entente.StatementRef.$Shape
         */

        /**
         * Constructs a new StatementRef.
         * @memberof entente
         * @classdesc Represents a StatementRef.
         * @constructor
         * @param {entente.StatementRef.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const StatementRef = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * StatementRef bundle.
         * @member {Uint8Array} bundle
         * @memberof entente.StatementRef
         * @instance
         */
        StatementRef.prototype.bundle = $util.newBuffer([]);

        /**
         * StatementRef index.
         * @member {number} index
         * @memberof entente.StatementRef
         * @instance
         */
        StatementRef.prototype.index = 0;

        /**
         * Encodes the specified StatementRef message. Does not implicitly {@link entente.StatementRef.verify|verify} messages.
         * @function encode
         * @memberof entente.StatementRef
         * @static
         * @param {entente.StatementRef.$Properties} message StatementRef message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        StatementRef.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle") && message.bundle.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bundle);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.index);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a StatementRef message from the specified reader or buffer.
         * @function decode
         * @memberof entente.StatementRef
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.StatementRef & entente.StatementRef.$Shape} StatementRef
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        StatementRef.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.StatementRef();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bundle = value;
                        else
                            delete message.bundle;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StatementRef;
    })();

    entente.Relation = (function() {

        /**
         * Properties of a Relation.
         * @typedef {Object} entente.Relation.$Properties
         * @property {string|null} [type] Relation type
         * @property {entente.Subject.$Properties|null} [subject] Relation subject
         * @property {entente.StatementRef.$Properties|null} [statement] Relation statement
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Relation.
         * @memberof entente
         * @interface IRelation
         * @augments entente.Relation.$Properties
         * @deprecated Use entente.Relation.$Properties instead.
         */

        /**
         * Shape of a Relation.
         * @typedef {entente.Relation.$Properties} entente.Relation.$Shape
         */

        /**
         * Constructs a new Relation.
         * @memberof entente
         * @classdesc Represents a Relation.
         * @constructor
         * @param {entente.Relation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Relation = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Relation type.
         * @member {string} type
         * @memberof entente.Relation
         * @instance
         */
        Relation.prototype.type = "";

        /**
         * Relation subject.
         * @member {entente.Subject.$Properties|null|undefined} subject
         * @memberof entente.Relation
         * @instance
         */
        Relation.prototype.subject = null;

        /**
         * Relation statement.
         * @member {entente.StatementRef.$Properties|null|undefined} statement
         * @memberof entente.Relation
         * @instance
         */
        Relation.prototype.statement = null;

        /**
         * Encodes the specified Relation message. Does not implicitly {@link entente.Relation.verify|verify} messages.
         * @function encode
         * @memberof entente.Relation
         * @static
         * @param {entente.Relation.$Properties} message Relation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Relation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                $root.entente.Subject.encode(message.subject, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.statement != null && $Object.hasOwnProperty.call(message, "statement"))
                $root.entente.StatementRef.encode(message.statement, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Relation message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Relation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Relation & entente.Relation.$Shape} Relation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Relation.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Relation();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.subject = $root.entente.Subject.decode(reader, reader.size(), $undefined, _depth + 1, message.subject);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.statement = $root.entente.StatementRef.decode(reader, reader.size(), $undefined, _depth + 1, message.statement);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Relation;
    })();

    entente.Statement = (function() {

        /**
         * Properties of a Statement.
         * @typedef {Object} entente.Statement.$Properties
         * @property {entente.StatementKind|null} [kind] Statement kind
         * @property {entente.Subject.$Properties|null} [subject] Statement subject
         * @property {string|null} [category] Statement category
         * @property {number|null} [confidence] Statement confidence
         * @property {entente.Role|null} [role] Statement role
         * @property {entente.Basis|null} [basis] Statement basis
         * @property {string|null} [description] Statement description
         * @property {Array.<string>|null} [labels] Statement labels
         * @property {entente.Origin.$Properties|null} [origin] Statement origin
         * @property {number|null} [firstSeen] Statement firstSeen
         * @property {number|null} [lastSeen] Statement lastSeen
         * @property {number|null} [validUntil] Statement validUntil
         * @property {entente.StatementRef.$Properties|null} [replaces] Statement replaces
         * @property {entente.StatementRef.$Properties|null} [target] Statement target
         * @property {string|null} [reason] Statement reason
         * @property {Array.<entente.Relation.$Properties>|null} [relations] Statement relations
         * @property {Array.<string>|null} [readers] Statement readers
         * @property {Array.<string>|null} [external] Statement external
         * @property {number|null} [sightings] Statement sightings
         * @property {entente.Request.$Properties|null} [request] Statement request
         * @property {entente.Response.$Properties|null} [response] Statement response
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Statement.
         * @memberof entente
         * @interface IStatement
         * @augments entente.Statement.$Properties
         * @deprecated Use entente.Statement.$Properties instead.
         */

        /**
         * Shape of a Statement.
         * @typedef {entente.Statement.$Properties} entente.Statement.$Shape
         */

        /**
         * Constructs a new Statement.
         * @memberof entente
         * @classdesc Represents a Statement.
         * @constructor
         * @param {entente.Statement.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Statement = function (properties) {
            this.labels = [];
            this.relations = [];
            this.readers = [];
            this.external = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Statement kind.
         * @member {entente.StatementKind} kind
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.kind = 0;

        /**
         * Statement subject.
         * @member {entente.Subject.$Properties|null|undefined} subject
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.subject = null;

        /**
         * Statement category.
         * @member {string} category
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.category = "";

        /**
         * Statement confidence.
         * @member {number} confidence
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.confidence = 0;

        /**
         * Statement role.
         * @member {entente.Role} role
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.role = 0;

        /**
         * Statement basis.
         * @member {entente.Basis} basis
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.basis = 0;

        /**
         * Statement description.
         * @member {string} description
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.description = "";

        /**
         * Statement labels.
         * @member {Array.<string>} labels
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.labels = $util.emptyArray;

        /**
         * Statement origin.
         * @member {entente.Origin.$Properties|null|undefined} origin
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.origin = null;

        /**
         * Statement firstSeen.
         * @member {number} firstSeen
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.firstSeen = 0;

        /**
         * Statement lastSeen.
         * @member {number} lastSeen
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.lastSeen = 0;

        /**
         * Statement validUntil.
         * @member {number} validUntil
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.validUntil = 0;

        /**
         * Statement replaces.
         * @member {entente.StatementRef.$Properties|null|undefined} replaces
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.replaces = null;

        /**
         * Statement target.
         * @member {entente.StatementRef.$Properties|null|undefined} target
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.target = null;

        /**
         * Statement reason.
         * @member {string} reason
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.reason = "";

        /**
         * Statement relations.
         * @member {Array.<entente.Relation.$Properties>} relations
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.relations = $util.emptyArray;

        /**
         * Statement readers.
         * @member {Array.<string>} readers
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.readers = $util.emptyArray;

        /**
         * Statement external.
         * @member {Array.<string>} external
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.external = $util.emptyArray;

        /**
         * Statement sightings.
         * @member {number} sightings
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.sightings = 0;

        /**
         * Statement request.
         * @member {entente.Request.$Properties|null|undefined} request
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.request = null;

        /**
         * Statement response.
         * @member {entente.Response.$Properties|null|undefined} response
         * @memberof entente.Statement
         * @instance
         */
        Statement.prototype.response = null;

        /**
         * Encodes the specified Statement message. Does not implicitly {@link entente.Statement.verify|verify} messages.
         * @function encode
         * @memberof entente.Statement
         * @static
         * @param {entente.Statement.$Properties} message Statement message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Statement.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                $root.entente.Subject.encode(message.subject, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.category != null && $Object.hasOwnProperty.call(message, "category") && message.category !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.category);
            if (message.confidence != null && $Object.hasOwnProperty.call(message, "confidence") && message.confidence !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.confidence);
            if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.role);
            if (message.basis != null && $Object.hasOwnProperty.call(message, "basis") && message.basis !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).int32(message.basis);
            if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.description);
            if (message.labels != null && message.labels.length)
                for (let i = 0; i < message.labels.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.labels[i]);
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin"))
                $root.entente.Origin.encode(message.origin, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.firstSeen != null && $Object.hasOwnProperty.call(message, "firstSeen") && (typeof message.firstSeen === "object" ? message.firstSeen.low || message.firstSeen.high : message.firstSeen !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.firstSeen);
            if (message.lastSeen != null && $Object.hasOwnProperty.call(message, "lastSeen") && (typeof message.lastSeen === "object" ? message.lastSeen.low || message.lastSeen.high : message.lastSeen !== 0))
                writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.lastSeen);
            if (message.validUntil != null && $Object.hasOwnProperty.call(message, "validUntil") && (typeof message.validUntil === "object" ? message.validUntil.low || message.validUntil.high : message.validUntil !== 0))
                writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.validUntil);
            if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces"))
                $root.entente.StatementRef.encode(message.replaces, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.target != null && $Object.hasOwnProperty.call(message, "target"))
                $root.entente.StatementRef.encode(message.target, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 15, wireType 2 =*/122).string(message.reason);
            if (message.relations != null && message.relations.length)
                for (let i = 0; i < message.relations.length; ++i)
                    $root.entente.Relation.encode(message.relations[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.readers != null && message.readers.length)
                for (let i = 0; i < message.readers.length; ++i)
                    writer.uint32(/* id 17, wireType 2 =*/138).string(message.readers[i]);
            if (message.external != null && message.external.length)
                for (let i = 0; i < message.external.length; ++i)
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.external[i]);
            if (message.sightings != null && $Object.hasOwnProperty.call(message, "sightings") && message.sightings !== 0)
                writer.uint32(/* id 19, wireType 0 =*/152).uint32(message.sightings);
            if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                $root.entente.Request.encode(message.request, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
            if (message.response != null && $Object.hasOwnProperty.call(message, "response"))
                $root.entente.Response.encode(message.response, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Statement message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Statement
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Statement & entente.Statement.$Shape} Statement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Statement.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Statement();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.subject = $root.entente.Subject.decode(reader, reader.size(), $undefined, _depth + 1, message.subject);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.category = value;
                        else
                            delete message.category;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.confidence = value;
                        else
                            delete message.confidence;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.role = value;
                        else
                            delete message.role;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.basis = value;
                        else
                            delete message.basis;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.description = value;
                        else
                            delete message.description;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.labels && message.labels.length))
                            message.labels = [];
                        message.labels.push(reader.stringVerify());
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.origin = $root.entente.Origin.decode(reader, reader.size(), $undefined, _depth + 1, message.origin);
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.firstSeen = value;
                        else
                            delete message.firstSeen;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.lastSeen = value;
                        else
                            delete message.lastSeen;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.validUntil = value;
                        else
                            delete message.validUntil;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.replaces = $root.entente.StatementRef.decode(reader, reader.size(), $undefined, _depth + 1, message.replaces);
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.target = $root.entente.StatementRef.decode(reader, reader.size(), $undefined, _depth + 1, message.target);
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if (!(message.relations && message.relations.length))
                            message.relations = [];
                        message.relations.push($root.entente.Relation.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        if (!(message.readers && message.readers.length))
                            message.readers = [];
                        message.readers.push(reader.stringVerify());
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        if (!(message.external && message.external.length))
                            message.external = [];
                        message.external.push(reader.stringVerify());
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sightings = value;
                        else
                            delete message.sightings;
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.request = $root.entente.Request.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.response = $root.entente.Response.decode(reader, reader.size(), $undefined, _depth + 1, message.response);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Statement;
    })();

    entente.Request = (function() {

        /**
         * Properties of a Request.
         * @typedef {Object} entente.Request.$Properties
         * @property {string|null} [caseReference] Request caseReference
         * @property {string|null} [legalBasis] Request legalBasis
         * @property {string|null} [authority] Request authority
         * @property {string|null} [process] Request process
         * @property {Array.<string>|null} [actions] Request actions
         * @property {number|null} [deadline] Request deadline
         * @property {boolean|null} [doNotNotify] Request doNotNotify
         * @property {Array.<Uint8Array>|null} [documents] Request documents
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Request.
         * @memberof entente
         * @interface IRequest
         * @augments entente.Request.$Properties
         * @deprecated Use entente.Request.$Properties instead.
         */

        /**
         * Shape of a Request.
         * @typedef {entente.Request.$Properties} entente.Request.$Shape
         */

        /**
         * Constructs a new Request.
         * @memberof entente
         * @classdesc Represents a Request.
         * @constructor
         * @param {entente.Request.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Request = function (properties) {
            this.actions = [];
            this.documents = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Request caseReference.
         * @member {string} caseReference
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.caseReference = "";

        /**
         * Request legalBasis.
         * @member {string} legalBasis
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.legalBasis = "";

        /**
         * Request authority.
         * @member {string} authority
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.authority = "";

        /**
         * Request process.
         * @member {string} process
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.process = "";

        /**
         * Request actions.
         * @member {Array.<string>} actions
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.actions = $util.emptyArray;

        /**
         * Request deadline.
         * @member {number} deadline
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.deadline = 0;

        /**
         * Request doNotNotify.
         * @member {boolean} doNotNotify
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.doNotNotify = false;

        /**
         * Request documents.
         * @member {Array.<Uint8Array>} documents
         * @memberof entente.Request
         * @instance
         */
        Request.prototype.documents = $util.emptyArray;

        /**
         * Encodes the specified Request message. Does not implicitly {@link entente.Request.verify|verify} messages.
         * @function encode
         * @memberof entente.Request
         * @static
         * @param {entente.Request.$Properties} message Request message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Request.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.caseReference != null && $Object.hasOwnProperty.call(message, "caseReference") && message.caseReference !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.caseReference);
            if (message.legalBasis != null && $Object.hasOwnProperty.call(message, "legalBasis") && message.legalBasis !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.legalBasis);
            if (message.authority != null && $Object.hasOwnProperty.call(message, "authority") && message.authority !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.authority);
            if (message.process != null && $Object.hasOwnProperty.call(message, "process") && message.process !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.process);
            if (message.actions != null && message.actions.length)
                for (let i = 0; i < message.actions.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.actions[i]);
            if (message.deadline != null && $Object.hasOwnProperty.call(message, "deadline") && (typeof message.deadline === "object" ? message.deadline.low || message.deadline.high : message.deadline !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.deadline);
            if (message.doNotNotify != null && $Object.hasOwnProperty.call(message, "doNotNotify") && message.doNotNotify !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.doNotNotify);
            if (message.documents != null && message.documents.length)
                for (let i = 0; i < message.documents.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.documents[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Request message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Request
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Request & entente.Request.$Shape} Request
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Request.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Request();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.caseReference = value;
                        else
                            delete message.caseReference;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.legalBasis = value;
                        else
                            delete message.legalBasis;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.authority = value;
                        else
                            delete message.authority;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.process = value;
                        else
                            delete message.process;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.actions && message.actions.length))
                            message.actions = [];
                        message.actions.push(reader.stringVerify());
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.deadline = value;
                        else
                            delete message.deadline;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.doNotNotify = value;
                        else
                            delete message.doNotNotify;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.documents && message.documents.length))
                            message.documents = [];
                        message.documents.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Request;
    })();

    entente.Response = (function() {

        /**
         * Properties of a Response.
         * @typedef {Object} entente.Response.$Properties
         * @property {string|null} [outcome] Response outcome
         * @property {string|null} [text] Response text
         * @property {Array.<Uint8Array>|null} [documents] Response documents
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Response.
         * @memberof entente
         * @interface IResponse
         * @augments entente.Response.$Properties
         * @deprecated Use entente.Response.$Properties instead.
         */

        /**
         * Shape of a Response.
         * @typedef {entente.Response.$Properties} entente.Response.$Shape
         */

        /**
         * Constructs a new Response.
         * @memberof entente
         * @classdesc Represents a Response.
         * @constructor
         * @param {entente.Response.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Response = function (properties) {
            this.documents = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Response outcome.
         * @member {string} outcome
         * @memberof entente.Response
         * @instance
         */
        Response.prototype.outcome = "";

        /**
         * Response text.
         * @member {string} text
         * @memberof entente.Response
         * @instance
         */
        Response.prototype.text = "";

        /**
         * Response documents.
         * @member {Array.<Uint8Array>} documents
         * @memberof entente.Response
         * @instance
         */
        Response.prototype.documents = $util.emptyArray;

        /**
         * Encodes the specified Response message. Does not implicitly {@link entente.Response.verify|verify} messages.
         * @function encode
         * @memberof entente.Response
         * @static
         * @param {entente.Response.$Properties} message Response message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Response.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.outcome);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
            if (message.documents != null && message.documents.length)
                for (let i = 0; i < message.documents.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.documents[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Response message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Response
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Response & entente.Response.$Shape} Response
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Response.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Response();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.outcome = value;
                        else
                            delete message.outcome;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.text = value;
                        else
                            delete message.text;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.documents && message.documents.length))
                            message.documents = [];
                        message.documents.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Response;
    })();

    /**
     * Tlp enum.
     * @name entente.Tlp
     * @enum {number}
     * @property {number} TLP_UNSPECIFIED=0 TLP_UNSPECIFIED value
     * @property {number} CLEAR=1 CLEAR value
     * @property {number} GREEN=2 GREEN value
     * @property {number} AMBER=3 AMBER value
     * @property {number} AMBER_STRICT=4 AMBER_STRICT value
     * @property {number} RED=5 RED value
     */
    entente.Tlp = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "TLP_UNSPECIFIED"] = 0;
        values[valuesById[1] = "CLEAR"] = 1;
        values[valuesById[2] = "GREEN"] = 2;
        values[valuesById[3] = "AMBER"] = 3;
        values[valuesById[4] = "AMBER_STRICT"] = 4;
        values[valuesById[5] = "RED"] = 5;
        return values;
    })();

    /**
     * Pap enum.
     * @name entente.Pap
     * @enum {number}
     * @property {number} PAP_UNSPECIFIED=0 PAP_UNSPECIFIED value
     * @property {number} PAP_CLEAR=1 PAP_CLEAR value
     * @property {number} PAP_GREEN=2 PAP_GREEN value
     * @property {number} PAP_AMBER=3 PAP_AMBER value
     * @property {number} PAP_RED=4 PAP_RED value
     */
    entente.Pap = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "PAP_UNSPECIFIED"] = 0;
        values[valuesById[1] = "PAP_CLEAR"] = 1;
        values[valuesById[2] = "PAP_GREEN"] = 2;
        values[valuesById[3] = "PAP_AMBER"] = 3;
        values[valuesById[4] = "PAP_RED"] = 4;
        return values;
    })();

    entente.Marking = (function() {

        /**
         * Properties of a Marking.
         * @typedef {Object} entente.Marking.$Properties
         * @property {entente.Tlp|null} [tlp] Marking tlp
         * @property {entente.Pap|null} [pap] Marking pap
         * @property {Array.<string>|null} [permittedActions] Marking permittedActions
         * @property {Array.<string>|null} [jurisdictions] Marking jurisdictions
         * @property {boolean|null} [noRepublish] Marking noRepublish
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Marking.
         * @memberof entente
         * @interface IMarking
         * @augments entente.Marking.$Properties
         * @deprecated Use entente.Marking.$Properties instead.
         */

        /**
         * Shape of a Marking.
         * @typedef {entente.Marking.$Properties} entente.Marking.$Shape
         */

        /**
         * Constructs a new Marking.
         * @memberof entente
         * @classdesc Represents a Marking.
         * @constructor
         * @param {entente.Marking.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Marking = function (properties) {
            this.permittedActions = [];
            this.jurisdictions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Marking tlp.
         * @member {entente.Tlp} tlp
         * @memberof entente.Marking
         * @instance
         */
        Marking.prototype.tlp = 0;

        /**
         * Marking pap.
         * @member {entente.Pap} pap
         * @memberof entente.Marking
         * @instance
         */
        Marking.prototype.pap = 0;

        /**
         * Marking permittedActions.
         * @member {Array.<string>} permittedActions
         * @memberof entente.Marking
         * @instance
         */
        Marking.prototype.permittedActions = $util.emptyArray;

        /**
         * Marking jurisdictions.
         * @member {Array.<string>} jurisdictions
         * @memberof entente.Marking
         * @instance
         */
        Marking.prototype.jurisdictions = $util.emptyArray;

        /**
         * Marking noRepublish.
         * @member {boolean} noRepublish
         * @memberof entente.Marking
         * @instance
         */
        Marking.prototype.noRepublish = false;

        /**
         * Encodes the specified Marking message. Does not implicitly {@link entente.Marking.verify|verify} messages.
         * @function encode
         * @memberof entente.Marking
         * @static
         * @param {entente.Marking.$Properties} message Marking message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Marking.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.tlp != null && $Object.hasOwnProperty.call(message, "tlp") && message.tlp !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.tlp);
            if (message.pap != null && $Object.hasOwnProperty.call(message, "pap") && message.pap !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.pap);
            if (message.permittedActions != null && message.permittedActions.length)
                for (let i = 0; i < message.permittedActions.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.permittedActions[i]);
            if (message.jurisdictions != null && message.jurisdictions.length)
                for (let i = 0; i < message.jurisdictions.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.jurisdictions[i]);
            if (message.noRepublish != null && $Object.hasOwnProperty.call(message, "noRepublish") && message.noRepublish !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.noRepublish);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Marking message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Marking
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Marking & entente.Marking.$Shape} Marking
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Marking.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Marking();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.tlp = value;
                        else
                            delete message.tlp;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.pap = value;
                        else
                            delete message.pap;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.permittedActions && message.permittedActions.length))
                            message.permittedActions = [];
                        message.permittedActions.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.jurisdictions && message.jurisdictions.length))
                            message.jurisdictions = [];
                        message.jurisdictions.push(reader.stringVerify());
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.noRepublish = value;
                        else
                            delete message.noRepublish;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Marking;
    })();

    /**
     * AudienceOp enum.
     * @name entente.AudienceOp
     * @enum {number}
     * @property {number} AUDIENCE_OP_UNSPECIFIED=0 AUDIENCE_OP_UNSPECIFIED value
     * @property {number} EVERYONE=1 EVERYONE value
     * @property {number} GROUP=2 GROUP value
     * @property {number} KIND=3 KIND value
     * @property {number} JURISDICTION=4 JURISDICTION value
     * @property {number} MEMBER=5 MEMBER value
     * @property {number} ALL=6 ALL value
     * @property {number} ANY=7 ANY value
     * @property {number} NOT=8 NOT value
     */
    entente.AudienceOp = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "AUDIENCE_OP_UNSPECIFIED"] = 0;
        values[valuesById[1] = "EVERYONE"] = 1;
        values[valuesById[2] = "GROUP"] = 2;
        values[valuesById[3] = "KIND"] = 3;
        values[valuesById[4] = "JURISDICTION"] = 4;
        values[valuesById[5] = "MEMBER"] = 5;
        values[valuesById[6] = "ALL"] = 6;
        values[valuesById[7] = "ANY"] = 7;
        values[valuesById[8] = "NOT"] = 8;
        return values;
    })();

    entente.AudienceExpr = (function() {

        /**
         * Properties of an AudienceExpr.
         * @typedef {Object} entente.AudienceExpr.$Properties
         * @property {entente.AudienceOp|null} [op] AudienceExpr op
         * @property {Array.<string>|null} [names] AudienceExpr names
         * @property {Array.<entente.AudienceExpr.$Properties>|null} [of] AudienceExpr of
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AudienceExpr.
         * @memberof entente
         * @interface IAudienceExpr
         * @augments entente.AudienceExpr.$Properties
         * @deprecated Use entente.AudienceExpr.$Properties instead.
         */

        /**
         * Shape of an AudienceExpr.
         * @typedef {entente.AudienceExpr.$Properties} entente.AudienceExpr.$Shape
         */

        /**
         * Constructs a new AudienceExpr.
         * @memberof entente
         * @classdesc Represents an AudienceExpr.
         * @constructor
         * @param {entente.AudienceExpr.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AudienceExpr = function (properties) {
            this.names = [];
            this.of = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AudienceExpr op.
         * @member {entente.AudienceOp} op
         * @memberof entente.AudienceExpr
         * @instance
         */
        AudienceExpr.prototype.op = 0;

        /**
         * AudienceExpr names.
         * @member {Array.<string>} names
         * @memberof entente.AudienceExpr
         * @instance
         */
        AudienceExpr.prototype.names = $util.emptyArray;

        /**
         * AudienceExpr of.
         * @member {Array.<entente.AudienceExpr.$Properties>} of
         * @memberof entente.AudienceExpr
         * @instance
         */
        AudienceExpr.prototype.of = $util.emptyArray;

        /**
         * Encodes the specified AudienceExpr message. Does not implicitly {@link entente.AudienceExpr.verify|verify} messages.
         * @function encode
         * @memberof entente.AudienceExpr
         * @static
         * @param {entente.AudienceExpr.$Properties} message AudienceExpr message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AudienceExpr.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.op != null && $Object.hasOwnProperty.call(message, "op") && message.op !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.op);
            if (message.names != null && message.names.length)
                for (let i = 0; i < message.names.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.names[i]);
            if (message.of != null && message.of.length)
                for (let i = 0; i < message.of.length; ++i)
                    $root.entente.AudienceExpr.encode(message.of[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AudienceExpr message from the specified reader or buffer.
         * @function decode
         * @memberof entente.AudienceExpr
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.AudienceExpr & entente.AudienceExpr.$Shape} AudienceExpr
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AudienceExpr.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.AudienceExpr();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.op = value;
                        else
                            delete message.op;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.names && message.names.length))
                            message.names = [];
                        message.names.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.of && message.of.length))
                            message.of = [];
                        message.of.push($root.entente.AudienceExpr.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AudienceExpr;
    })();

    entente.Audience = (function() {

        /**
         * Properties of an Audience.
         * @typedef {Object} entente.Audience.$Properties
         * @property {entente.AudienceExpr.$Properties|null} [expr] Audience expr
         * @property {boolean|null} [shareHistory] Audience shareHistory
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Audience.
         * @memberof entente
         * @interface IAudience
         * @augments entente.Audience.$Properties
         * @deprecated Use entente.Audience.$Properties instead.
         */

        /**
         * Shape of an Audience.
         * @typedef {entente.Audience.$Properties} entente.Audience.$Shape
         */

        /**
         * Constructs a new Audience.
         * @memberof entente
         * @classdesc Represents an Audience.
         * @constructor
         * @param {entente.Audience.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Audience = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Audience expr.
         * @member {entente.AudienceExpr.$Properties|null|undefined} expr
         * @memberof entente.Audience
         * @instance
         */
        Audience.prototype.expr = null;

        /**
         * Audience shareHistory.
         * @member {boolean} shareHistory
         * @memberof entente.Audience
         * @instance
         */
        Audience.prototype.shareHistory = false;

        /**
         * Encodes the specified Audience message. Does not implicitly {@link entente.Audience.verify|verify} messages.
         * @function encode
         * @memberof entente.Audience
         * @static
         * @param {entente.Audience.$Properties} message Audience message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Audience.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.expr != null && $Object.hasOwnProperty.call(message, "expr"))
                $root.entente.AudienceExpr.encode(message.expr, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.shareHistory != null && $Object.hasOwnProperty.call(message, "shareHistory") && message.shareHistory !== false)
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.shareHistory);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Audience message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Audience
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Audience & entente.Audience.$Shape} Audience
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Audience.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Audience();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.expr = $root.entente.AudienceExpr.decode(reader, reader.size(), $undefined, _depth + 1, message.expr);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.shareHistory = value;
                        else
                            delete message.shareHistory;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Audience;
    })();

    /**
     * Entry enum.
     * @name entente.Entry
     * @enum {number}
     * @property {number} ENTRY_UNSPECIFIED=0 ENTRY_UNSPECIFIED value
     * @property {number} STATEMENTS=1 STATEMENTS value
     * @property {number} GRANTS=2 GRANTS value
     */
    entente.Entry = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "ENTRY_UNSPECIFIED"] = 0;
        values[valuesById[1] = "STATEMENTS"] = 1;
        values[valuesById[2] = "GRANTS"] = 2;
        return values;
    })();

    entente.Seal = (function() {

        /**
         * Properties of a Seal.
         * @typedef {Object} entente.Seal.$Properties
         * @property {number|null} [suite] Seal suite
         * @property {number|null} [epoch] Seal epoch
         * @property {Uint8Array|null} [commitment] Seal commitment
         * @property {Uint8Array|null} [digest] Seal digest
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Seal.
         * @memberof entente
         * @interface ISeal
         * @augments entente.Seal.$Properties
         * @deprecated Use entente.Seal.$Properties instead.
         */

        /**
         * Shape of a Seal.
         * @typedef {entente.Seal.$Properties} entente.Seal.$Shape
         */

        /**
         * Constructs a new Seal.
         * @memberof entente
         * @classdesc Represents a Seal.
         * @constructor
         * @param {entente.Seal.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Seal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Seal suite.
         * @member {number} suite
         * @memberof entente.Seal
         * @instance
         */
        Seal.prototype.suite = 0;

        /**
         * Seal epoch.
         * @member {number} epoch
         * @memberof entente.Seal
         * @instance
         */
        Seal.prototype.epoch = 0;

        /**
         * Seal commitment.
         * @member {Uint8Array} commitment
         * @memberof entente.Seal
         * @instance
         */
        Seal.prototype.commitment = $util.newBuffer([]);

        /**
         * Seal digest.
         * @member {Uint8Array} digest
         * @memberof entente.Seal
         * @instance
         */
        Seal.prototype.digest = $util.newBuffer([]);

        /**
         * Encodes the specified Seal message. Does not implicitly {@link entente.Seal.verify|verify} messages.
         * @function encode
         * @memberof entente.Seal
         * @static
         * @param {entente.Seal.$Properties} message Seal message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Seal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.suite != null && $Object.hasOwnProperty.call(message, "suite") && message.suite !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.suite);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
            if (message.commitment != null && $Object.hasOwnProperty.call(message, "commitment") && message.commitment.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.commitment);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Seal message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Seal
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Seal & entente.Seal.$Shape} Seal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Seal.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Seal();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.suite = value;
                        else
                            delete message.suite;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.commitment = value;
                        else
                            delete message.commitment;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Seal;
    })();

    entente.Header = (function() {

        /**
         * Properties of a Header.
         * @typedef {Object} entente.Header.$Properties
         * @property {number|null} [version] Header version
         * @property {Uint8Array|null} [network] Header network
         * @property {string|null} [member] Header member
         * @property {Uint8Array|null} [node] Header node
         * @property {Uint8Array|null} [nonce] Header nonce
         * @property {entente.Audience.$Properties|null} [audience] Header audience
         * @property {entente.Marking.$Properties|null} [marking] Header marking
         * @property {number|null} [seq] Header seq
         * @property {Uint8Array|null} [prev] Header prev
         * @property {number|null} [charterVersion] Header charterVersion
         * @property {Uint8Array|null} [charterHash] Header charterHash
         * @property {number|null} [issuedAt] Header issuedAt
         * @property {entente.Entry|null} [entry] Header entry
         * @property {number|null} [count] Header count
         * @property {Uint8Array|null} [root] Header root
         * @property {entente.Seal.$Properties|null} [seal] Header seal
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Header.
         * @memberof entente
         * @interface IHeader
         * @augments entente.Header.$Properties
         * @deprecated Use entente.Header.$Properties instead.
         */

        /**
         * Shape of a Header.
         * @typedef {entente.Header.$Properties} entente.Header.$Shape
         */

        /**
         * Constructs a new Header.
         * @memberof entente
         * @classdesc Represents a Header.
         * @constructor
         * @param {entente.Header.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Header = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Header version.
         * @member {number} version
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.version = 0;

        /**
         * Header network.
         * @member {Uint8Array} network
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.network = $util.newBuffer([]);

        /**
         * Header member.
         * @member {string} member
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.member = "";

        /**
         * Header node.
         * @member {Uint8Array} node
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.node = $util.newBuffer([]);

        /**
         * Header nonce.
         * @member {Uint8Array} nonce
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.nonce = $util.newBuffer([]);

        /**
         * Header audience.
         * @member {entente.Audience.$Properties|null|undefined} audience
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.audience = null;

        /**
         * Header marking.
         * @member {entente.Marking.$Properties|null|undefined} marking
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.marking = null;

        /**
         * Header seq.
         * @member {number} seq
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.seq = 0;

        /**
         * Header prev.
         * @member {Uint8Array} prev
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.prev = $util.newBuffer([]);

        /**
         * Header charterVersion.
         * @member {number} charterVersion
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.charterVersion = 0;

        /**
         * Header charterHash.
         * @member {Uint8Array} charterHash
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.charterHash = $util.newBuffer([]);

        /**
         * Header issuedAt.
         * @member {number} issuedAt
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.issuedAt = 0;

        /**
         * Header entry.
         * @member {entente.Entry} entry
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.entry = 0;

        /**
         * Header count.
         * @member {number} count
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.count = 0;

        /**
         * Header root.
         * @member {Uint8Array} root
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.root = $util.newBuffer([]);

        /**
         * Header seal.
         * @member {entente.Seal.$Properties|null|undefined} seal
         * @memberof entente.Header
         * @instance
         */
        Header.prototype.seal = null;

        /**
         * Encodes the specified Header message. Does not implicitly {@link entente.Header.verify|verify} messages.
         * @function encode
         * @memberof entente.Header
         * @static
         * @param {entente.Header.$Properties} message Header message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Header.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.member != null && $Object.hasOwnProperty.call(message, "member") && message.member !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.member);
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.node);
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.nonce);
            if (message.audience != null && $Object.hasOwnProperty.call(message, "audience"))
                $root.entente.Audience.encode(message.audience, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.marking != null && $Object.hasOwnProperty.call(message, "marking"))
                $root.entente.Marking.encode(message.marking, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.seq);
            if (message.prev != null && $Object.hasOwnProperty.call(message, "prev") && message.prev.length)
                writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.prev);
            if (message.charterVersion != null && $Object.hasOwnProperty.call(message, "charterVersion") && (typeof message.charterVersion === "object" ? message.charterVersion.low || message.charterVersion.high : message.charterVersion !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.charterVersion);
            if (message.charterHash != null && $Object.hasOwnProperty.call(message, "charterHash") && message.charterHash.length)
                writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.charterHash);
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.issuedAt);
            if (message.entry != null && $Object.hasOwnProperty.call(message, "entry") && message.entry !== 0)
                writer.uint32(/* id 13, wireType 0 =*/104).int32(message.entry);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.count);
            if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.root);
            if (message.seal != null && $Object.hasOwnProperty.call(message, "seal"))
                $root.entente.Seal.encode(message.seal, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Header message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Header
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Header & entente.Header.$Shape} Header
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Header.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Header();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.member = value;
                        else
                            delete message.member;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.audience = $root.entente.Audience.decode(reader, reader.size(), $undefined, _depth + 1, message.audience);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.marking = $root.entente.Marking.decode(reader, reader.size(), $undefined, _depth + 1, message.marking);
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.prev = value;
                        else
                            delete message.prev;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.charterVersion = value;
                        else
                            delete message.charterVersion;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.charterHash = value;
                        else
                            delete message.charterHash;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.issuedAt = value;
                        else
                            delete message.issuedAt;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.entry = value;
                        else
                            delete message.entry;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.root = value;
                        else
                            delete message.root;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.seal = $root.entente.Seal.decode(reader, reader.size(), $undefined, _depth + 1, message.seal);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Header;
    })();

    entente.Slot = (function() {

        /**
         * Properties of a Slot.
         * @typedef {Object} entente.Slot.$Properties
         * @property {Uint8Array|null} [salt] Slot salt
         * @property {Uint8Array|null} [statement] Slot statement
         * @property {Uint8Array|null} [leaf] Slot leaf
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Slot.
         * @memberof entente
         * @interface ISlot
         * @augments entente.Slot.$Properties
         * @deprecated Use entente.Slot.$Properties instead.
         */

        /**
         * Shape of a Slot.
         * @typedef {entente.Slot.$Properties} entente.Slot.$Shape
         */

        /**
         * Constructs a new Slot.
         * @memberof entente
         * @classdesc Represents a Slot.
         * @constructor
         * @param {entente.Slot.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Slot = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Slot salt.
         * @member {Uint8Array} salt
         * @memberof entente.Slot
         * @instance
         */
        Slot.prototype.salt = $util.newBuffer([]);

        /**
         * Slot statement.
         * @member {Uint8Array} statement
         * @memberof entente.Slot
         * @instance
         */
        Slot.prototype.statement = $util.newBuffer([]);

        /**
         * Slot leaf.
         * @member {Uint8Array} leaf
         * @memberof entente.Slot
         * @instance
         */
        Slot.prototype.leaf = $util.newBuffer([]);

        /**
         * Encodes the specified Slot message. Does not implicitly {@link entente.Slot.verify|verify} messages.
         * @function encode
         * @memberof entente.Slot
         * @static
         * @param {entente.Slot.$Properties} message Slot message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Slot.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.salt != null && $Object.hasOwnProperty.call(message, "salt") && message.salt.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.salt);
            if (message.statement != null && $Object.hasOwnProperty.call(message, "statement") && message.statement.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.statement);
            if (message.leaf != null && $Object.hasOwnProperty.call(message, "leaf") && message.leaf.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.leaf);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Slot message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Slot
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Slot & entente.Slot.$Shape} Slot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Slot.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Slot();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.salt = value;
                        else
                            delete message.salt;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.statement = value;
                        else
                            delete message.statement;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.leaf = value;
                        else
                            delete message.leaf;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Slot;
    })();

    entente.Payload = (function() {

        /**
         * Properties of a Payload.
         * @typedef {Object} entente.Payload.$Properties
         * @property {Array.<entente.Slot.$Properties>|null} [slots] Payload slots
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Payload.
         * @memberof entente
         * @interface IPayload
         * @augments entente.Payload.$Properties
         * @deprecated Use entente.Payload.$Properties instead.
         */

        /**
         * Shape of a Payload.
         * @typedef {entente.Payload.$Properties} entente.Payload.$Shape
         */

        /**
         * Constructs a new Payload.
         * @memberof entente
         * @classdesc Represents a Payload.
         * @constructor
         * @param {entente.Payload.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Payload = function (properties) {
            this.slots = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Payload slots.
         * @member {Array.<entente.Slot.$Properties>} slots
         * @memberof entente.Payload
         * @instance
         */
        Payload.prototype.slots = $util.emptyArray;

        /**
         * Encodes the specified Payload message. Does not implicitly {@link entente.Payload.verify|verify} messages.
         * @function encode
         * @memberof entente.Payload
         * @static
         * @param {entente.Payload.$Properties} message Payload message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Payload.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.slots != null && message.slots.length)
                for (let i = 0; i < message.slots.length; ++i)
                    $root.entente.Slot.encode(message.slots[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Payload message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Payload
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Payload & entente.Payload.$Shape} Payload
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Payload.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Payload();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.slots && message.slots.length))
                            message.slots = [];
                        message.slots.push($root.entente.Slot.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Payload;
    })();

    entente.Grant = (function() {

        /**
         * Properties of a Grant.
         * @typedef {Object} entente.Grant.$Properties
         * @property {Uint8Array|null} [node] Grant node
         * @property {number|null} [epoch] Grant epoch
         * @property {Uint8Array|null} [kemKeyHash] Grant kemKeyHash
         * @property {Uint8Array|null} [encapsulation] Grant encapsulation
         * @property {Uint8Array|null} [wrapped] Grant wrapped
         * @property {Uint8Array|null} [audienceHash] Grant audienceHash
         * @property {Uint8Array|null} [commitment] Grant commitment
         * @property {Uint8Array|null} [history] Grant history
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Grant.
         * @memberof entente
         * @interface IGrant
         * @augments entente.Grant.$Properties
         * @deprecated Use entente.Grant.$Properties instead.
         */

        /**
         * Shape of a Grant.
         * @typedef {entente.Grant.$Properties} entente.Grant.$Shape
         */

        /**
         * Constructs a new Grant.
         * @memberof entente
         * @classdesc Represents a Grant.
         * @constructor
         * @param {entente.Grant.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Grant = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Grant node.
         * @member {Uint8Array} node
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.node = $util.newBuffer([]);

        /**
         * Grant epoch.
         * @member {number} epoch
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.epoch = 0;

        /**
         * Grant kemKeyHash.
         * @member {Uint8Array} kemKeyHash
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.kemKeyHash = $util.newBuffer([]);

        /**
         * Grant encapsulation.
         * @member {Uint8Array} encapsulation
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.encapsulation = $util.newBuffer([]);

        /**
         * Grant wrapped.
         * @member {Uint8Array} wrapped
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.wrapped = $util.newBuffer([]);

        /**
         * Grant audienceHash.
         * @member {Uint8Array} audienceHash
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.audienceHash = $util.newBuffer([]);

        /**
         * Grant commitment.
         * @member {Uint8Array} commitment
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.commitment = $util.newBuffer([]);

        /**
         * Grant history.
         * @member {Uint8Array} history
         * @memberof entente.Grant
         * @instance
         */
        Grant.prototype.history = $util.newBuffer([]);

        /**
         * Encodes the specified Grant message. Does not implicitly {@link entente.Grant.verify|verify} messages.
         * @function encode
         * @memberof entente.Grant
         * @static
         * @param {entente.Grant.$Properties} message Grant message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Grant.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.node);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
            if (message.kemKeyHash != null && $Object.hasOwnProperty.call(message, "kemKeyHash") && message.kemKeyHash.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.kemKeyHash);
            if (message.encapsulation != null && $Object.hasOwnProperty.call(message, "encapsulation") && message.encapsulation.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.encapsulation);
            if (message.wrapped != null && $Object.hasOwnProperty.call(message, "wrapped") && message.wrapped.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.wrapped);
            if (message.audienceHash != null && $Object.hasOwnProperty.call(message, "audienceHash") && message.audienceHash.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.audienceHash);
            if (message.commitment != null && $Object.hasOwnProperty.call(message, "commitment") && message.commitment.length)
                writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.commitment);
            if (message.history != null && $Object.hasOwnProperty.call(message, "history") && message.history.length)
                writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.history);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Grant message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Grant
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Grant & entente.Grant.$Shape} Grant
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Grant.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Grant();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.kemKeyHash = value;
                        else
                            delete message.kemKeyHash;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.encapsulation = value;
                        else
                            delete message.encapsulation;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.wrapped = value;
                        else
                            delete message.wrapped;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.audienceHash = value;
                        else
                            delete message.audienceHash;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.commitment = value;
                        else
                            delete message.commitment;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.history = value;
                        else
                            delete message.history;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Grant;
    })();

    entente.EpochKey = (function() {

        /**
         * Properties of an EpochKey.
         * @typedef {Object} entente.EpochKey.$Properties
         * @property {Uint8Array|null} [nonce] EpochKey nonce
         * @property {number|null} [epoch] EpochKey epoch
         * @property {Uint8Array|null} [key] EpochKey key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an EpochKey.
         * @memberof entente
         * @interface IEpochKey
         * @augments entente.EpochKey.$Properties
         * @deprecated Use entente.EpochKey.$Properties instead.
         */

        /**
         * Shape of an EpochKey.
         * @typedef {entente.EpochKey.$Properties} entente.EpochKey.$Shape
         */

        /**
         * Constructs a new EpochKey.
         * @memberof entente
         * @classdesc Represents an EpochKey.
         * @constructor
         * @param {entente.EpochKey.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const EpochKey = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * EpochKey nonce.
         * @member {Uint8Array} nonce
         * @memberof entente.EpochKey
         * @instance
         */
        EpochKey.prototype.nonce = $util.newBuffer([]);

        /**
         * EpochKey epoch.
         * @member {number} epoch
         * @memberof entente.EpochKey
         * @instance
         */
        EpochKey.prototype.epoch = 0;

        /**
         * EpochKey key.
         * @member {Uint8Array} key
         * @memberof entente.EpochKey
         * @instance
         */
        EpochKey.prototype.key = $util.newBuffer([]);

        /**
         * Encodes the specified EpochKey message. Does not implicitly {@link entente.EpochKey.verify|verify} messages.
         * @function encode
         * @memberof entente.EpochKey
         * @static
         * @param {entente.EpochKey.$Properties} message EpochKey message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        EpochKey.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nonce);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.key);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an EpochKey message from the specified reader or buffer.
         * @function decode
         * @memberof entente.EpochKey
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.EpochKey & entente.EpochKey.$Shape} EpochKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        EpochKey.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.EpochKey();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return EpochKey;
    })();

    entente.History = (function() {

        /**
         * Properties of a History.
         * @typedef {Object} entente.History.$Properties
         * @property {Array.<entente.EpochKey.$Properties>|null} [keys] History keys
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a History.
         * @memberof entente
         * @interface IHistory
         * @augments entente.History.$Properties
         * @deprecated Use entente.History.$Properties instead.
         */

        /**
         * Shape of a History.
         * @typedef {entente.History.$Properties} entente.History.$Shape
         */

        /**
         * Constructs a new History.
         * @memberof entente
         * @classdesc Represents a History.
         * @constructor
         * @param {entente.History.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const History = function (properties) {
            this.keys = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * History keys.
         * @member {Array.<entente.EpochKey.$Properties>} keys
         * @memberof entente.History
         * @instance
         */
        History.prototype.keys = $util.emptyArray;

        /**
         * Encodes the specified History message. Does not implicitly {@link entente.History.verify|verify} messages.
         * @function encode
         * @memberof entente.History
         * @static
         * @param {entente.History.$Properties} message History message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        History.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.keys != null && message.keys.length)
                for (let i = 0; i < message.keys.length; ++i)
                    $root.entente.EpochKey.encode(message.keys[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a History message from the specified reader or buffer.
         * @function decode
         * @memberof entente.History
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.History & entente.History.$Shape} History
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        History.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.History();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.keys && message.keys.length))
                            message.keys = [];
                        message.keys.push($root.entente.EpochKey.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return History;
    })();

    /**
     * Compression enum.
     * @name entente.Compression
     * @enum {number}
     * @property {number} COMPRESSION_UNSPECIFIED=0 COMPRESSION_UNSPECIFIED value
     * @property {number} NONE=1 NONE value
     * @property {number} ZSTD=2 ZSTD value
     */
    entente.Compression = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "COMPRESSION_UNSPECIFIED"] = 0;
        values[valuesById[1] = "NONE"] = 1;
        values[valuesById[2] = "ZSTD"] = 2;
        return values;
    })();

    entente.Frame = (function() {

        /**
         * Properties of a Frame.
         * @typedef {Object} entente.Frame.$Properties
         * @property {Uint8Array|null} [header] Frame header
         * @property {Uint8Array|null} [signature] Frame signature
         * @property {entente.Compression|null} [compression] Frame compression
         * @property {number|null} [size] Frame size
         * @property {Uint8Array|null} [payload] Frame payload
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Frame.
         * @memberof entente
         * @interface IFrame
         * @augments entente.Frame.$Properties
         * @deprecated Use entente.Frame.$Properties instead.
         */

        /**
         * Shape of a Frame.
         * @typedef {entente.Frame.$Properties} entente.Frame.$Shape
         */

        /**
         * Constructs a new Frame.
         * @memberof entente
         * @classdesc Represents a Frame.
         * @constructor
         * @param {entente.Frame.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Frame = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Frame header.
         * @member {Uint8Array} header
         * @memberof entente.Frame
         * @instance
         */
        Frame.prototype.header = $util.newBuffer([]);

        /**
         * Frame signature.
         * @member {Uint8Array} signature
         * @memberof entente.Frame
         * @instance
         */
        Frame.prototype.signature = $util.newBuffer([]);

        /**
         * Frame compression.
         * @member {entente.Compression} compression
         * @memberof entente.Frame
         * @instance
         */
        Frame.prototype.compression = 0;

        /**
         * Frame size.
         * @member {number} size
         * @memberof entente.Frame
         * @instance
         */
        Frame.prototype.size = 0;

        /**
         * Frame payload.
         * @member {Uint8Array} payload
         * @memberof entente.Frame
         * @instance
         */
        Frame.prototype.payload = $util.newBuffer([]);

        /**
         * Encodes the specified Frame message. Does not implicitly {@link entente.Frame.verify|verify} messages.
         * @function encode
         * @memberof entente.Frame
         * @static
         * @param {entente.Frame.$Properties} message Frame message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Frame.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
            if (message.compression != null && $Object.hasOwnProperty.call(message, "compression") && message.compression !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.compression);
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.size);
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.payload);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Frame message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Frame
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Frame & entente.Frame.$Shape} Frame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Frame.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Frame();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.header = value;
                        else
                            delete message.header;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.compression = value;
                        else
                            delete message.compression;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.size = value;
                        else
                            delete message.size;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.payload = value;
                        else
                            delete message.payload;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Frame;
    })();

    /**
     * MemberKind enum.
     * @name entente.MemberKind
     * @enum {number}
     * @property {number} MEMBER_KIND_UNSPECIFIED=0 MEMBER_KIND_UNSPECIFIED value
     * @property {number} EXCHANGE=1 EXCHANGE value
     * @property {number} ANALYTICS=2 ANALYTICS value
     * @property {number} AGENCY=3 AGENCY value
     * @property {number} REGULATOR=4 REGULATOR value
     * @property {number} BANK=5 BANK value
     * @property {number} PAYMENT=6 PAYMENT value
     * @property {number} CUSTODIAN=7 CUSTODIAN value
     * @property {number} RESEARCH=8 RESEARCH value
     * @property {number} OTHER=9 OTHER value
     */
    entente.MemberKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "MEMBER_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "EXCHANGE"] = 1;
        values[valuesById[2] = "ANALYTICS"] = 2;
        values[valuesById[3] = "AGENCY"] = 3;
        values[valuesById[4] = "REGULATOR"] = 4;
        values[valuesById[5] = "BANK"] = 5;
        values[valuesById[6] = "PAYMENT"] = 6;
        values[valuesById[7] = "CUSTODIAN"] = 7;
        values[valuesById[8] = "RESEARCH"] = 8;
        values[valuesById[9] = "OTHER"] = 9;
        return values;
    })();

    /**
     * MemberStatus enum.
     * @name entente.MemberStatus
     * @enum {number}
     * @property {number} MEMBER_STATUS_UNSPECIFIED=0 MEMBER_STATUS_UNSPECIFIED value
     * @property {number} ACTIVE=1 ACTIVE value
     * @property {number} SUSPENDED=2 SUSPENDED value
     * @property {number} REMOVED=3 REMOVED value
     */
    entente.MemberStatus = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "MEMBER_STATUS_UNSPECIFIED"] = 0;
        values[valuesById[1] = "ACTIVE"] = 1;
        values[valuesById[2] = "SUSPENDED"] = 2;
        values[valuesById[3] = "REMOVED"] = 3;
        return values;
    })();

    entente.Final = (function() {

        /**
         * Properties of a Final.
         * @typedef {Object} entente.Final.$Properties
         * @property {Uint8Array|null} [laneHash] Final laneHash
         * @property {number|null} [seq] Final seq
         * @property {Uint8Array|null} [bundle] Final bundle
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Final.
         * @memberof entente
         * @interface IFinal
         * @augments entente.Final.$Properties
         * @deprecated Use entente.Final.$Properties instead.
         */

        /**
         * Shape of a Final.
         * @typedef {entente.Final.$Properties} entente.Final.$Shape
         */

        /**
         * Constructs a new Final.
         * @memberof entente
         * @classdesc Represents a Final.
         * @constructor
         * @param {entente.Final.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Final = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Final laneHash.
         * @member {Uint8Array} laneHash
         * @memberof entente.Final
         * @instance
         */
        Final.prototype.laneHash = $util.newBuffer([]);

        /**
         * Final seq.
         * @member {number} seq
         * @memberof entente.Final
         * @instance
         */
        Final.prototype.seq = 0;

        /**
         * Final bundle.
         * @member {Uint8Array} bundle
         * @memberof entente.Final
         * @instance
         */
        Final.prototype.bundle = $util.newBuffer([]);

        /**
         * Encodes the specified Final message. Does not implicitly {@link entente.Final.verify|verify} messages.
         * @function encode
         * @memberof entente.Final
         * @static
         * @param {entente.Final.$Properties} message Final message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Final.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.laneHash != null && $Object.hasOwnProperty.call(message, "laneHash") && message.laneHash.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.laneHash);
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seq);
            if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle") && message.bundle.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bundle);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Final message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Final
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Final & entente.Final.$Shape} Final
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Final.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Final();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.laneHash = value;
                        else
                            delete message.laneHash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bundle = value;
                        else
                            delete message.bundle;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Final;
    })();

    entente.Member = (function() {

        /**
         * Properties of a Member.
         * @typedef {Object} entente.Member.$Properties
         * @property {string|null} [id] Member id
         * @property {string|null} [name] Member name
         * @property {entente.MemberKind|null} [kind] Member kind
         * @property {string|null} [jurisdiction] Member jurisdiction
         * @property {Uint8Array|null} [rootKey] Member rootKey
         * @property {Uint8Array|null} [nextRootHash] Member nextRootHash
         * @property {entente.Tlp|null} [clearance] Member clearance
         * @property {entente.MemberStatus|null} [status] Member status
         * @property {Array.<entente.Final.$Properties>|null} [final] Member final
         * @property {Array.<Uint8Array>|null} [priorCertificates] Member priorCertificates
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Member.
         * @memberof entente
         * @interface IMember
         * @augments entente.Member.$Properties
         * @deprecated Use entente.Member.$Properties instead.
         */

        /**
         * Shape of a Member.
         * @typedef {entente.Member.$Properties} entente.Member.$Shape
         */

        /**
         * Constructs a new Member.
         * @memberof entente
         * @classdesc Represents a Member.
         * @constructor
         * @param {entente.Member.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Member = function (properties) {
            this.final = [];
            this.priorCertificates = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Member id.
         * @member {string} id
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.id = "";

        /**
         * Member name.
         * @member {string} name
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.name = "";

        /**
         * Member kind.
         * @member {entente.MemberKind} kind
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.kind = 0;

        /**
         * Member jurisdiction.
         * @member {string} jurisdiction
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.jurisdiction = "";

        /**
         * Member rootKey.
         * @member {Uint8Array} rootKey
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.rootKey = $util.newBuffer([]);

        /**
         * Member nextRootHash.
         * @member {Uint8Array} nextRootHash
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.nextRootHash = $util.newBuffer([]);

        /**
         * Member clearance.
         * @member {entente.Tlp} clearance
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.clearance = 0;

        /**
         * Member status.
         * @member {entente.MemberStatus} status
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.status = 0;

        /**
         * Member final.
         * @member {Array.<entente.Final.$Properties>} final
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.final = $util.emptyArray;

        /**
         * Member priorCertificates.
         * @member {Array.<Uint8Array>} priorCertificates
         * @memberof entente.Member
         * @instance
         */
        Member.prototype.priorCertificates = $util.emptyArray;

        /**
         * Encodes the specified Member message. Does not implicitly {@link entente.Member.verify|verify} messages.
         * @function encode
         * @memberof entente.Member
         * @static
         * @param {entente.Member.$Properties} message Member message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Member.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.kind);
            if (message.jurisdiction != null && $Object.hasOwnProperty.call(message, "jurisdiction") && message.jurisdiction !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.jurisdiction);
            if (message.rootKey != null && $Object.hasOwnProperty.call(message, "rootKey") && message.rootKey.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.rootKey);
            if (message.nextRootHash != null && $Object.hasOwnProperty.call(message, "nextRootHash") && message.nextRootHash.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.nextRootHash);
            if (message.clearance != null && $Object.hasOwnProperty.call(message, "clearance") && message.clearance !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).int32(message.clearance);
            if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).int32(message.status);
            if (message.final != null && message.final.length)
                for (let i = 0; i < message.final.length; ++i)
                    $root.entente.Final.encode(message.final[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.priorCertificates != null && message.priorCertificates.length)
                for (let i = 0; i < message.priorCertificates.length; ++i)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.priorCertificates[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Member message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Member
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Member & entente.Member.$Shape} Member
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Member.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Member();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.jurisdiction = value;
                        else
                            delete message.jurisdiction;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.rootKey = value;
                        else
                            delete message.rootKey;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nextRootHash = value;
                        else
                            delete message.nextRootHash;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.clearance = value;
                        else
                            delete message.clearance;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.status = value;
                        else
                            delete message.status;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.final && message.final.length))
                            message.final = [];
                        message.final.push($root.entente.Final.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.priorCertificates && message.priorCertificates.length))
                            message.priorCertificates = [];
                        message.priorCertificates.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Member;
    })();

    entente.Governor = (function() {

        /**
         * Properties of a Governor.
         * @typedef {Object} entente.Governor.$Properties
         * @property {string|null} [member] Governor member
         * @property {Uint8Array|null} [key] Governor key
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Governor.
         * @memberof entente
         * @interface IGovernor
         * @augments entente.Governor.$Properties
         * @deprecated Use entente.Governor.$Properties instead.
         */

        /**
         * Shape of a Governor.
         * @typedef {entente.Governor.$Properties} entente.Governor.$Shape
         */

        /**
         * Constructs a new Governor.
         * @memberof entente
         * @classdesc Represents a Governor.
         * @constructor
         * @param {entente.Governor.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Governor = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Governor member.
         * @member {string} member
         * @memberof entente.Governor
         * @instance
         */
        Governor.prototype.member = "";

        /**
         * Governor key.
         * @member {Uint8Array} key
         * @memberof entente.Governor
         * @instance
         */
        Governor.prototype.key = $util.newBuffer([]);

        /**
         * Encodes the specified Governor message. Does not implicitly {@link entente.Governor.verify|verify} messages.
         * @function encode
         * @memberof entente.Governor
         * @static
         * @param {entente.Governor.$Properties} message Governor message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Governor.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.member != null && $Object.hasOwnProperty.call(message, "member") && message.member !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.member);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Governor message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Governor
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Governor & entente.Governor.$Shape} Governor
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Governor.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Governor();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.member = value;
                        else
                            delete message.member;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Governor;
    })();

    entente.Group = (function() {

        /**
         * Properties of a Group.
         * @typedef {Object} entente.Group.$Properties
         * @property {string|null} [name] Group name
         * @property {Array.<string>|null} [members] Group members
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Group.
         * @memberof entente
         * @interface IGroup
         * @augments entente.Group.$Properties
         * @deprecated Use entente.Group.$Properties instead.
         */

        /**
         * Shape of a Group.
         * @typedef {entente.Group.$Properties} entente.Group.$Shape
         */

        /**
         * Constructs a new Group.
         * @memberof entente
         * @classdesc Represents a Group.
         * @constructor
         * @param {entente.Group.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Group = function (properties) {
            this.members = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Group name.
         * @member {string} name
         * @memberof entente.Group
         * @instance
         */
        Group.prototype.name = "";

        /**
         * Group members.
         * @member {Array.<string>} members
         * @memberof entente.Group
         * @instance
         */
        Group.prototype.members = $util.emptyArray;

        /**
         * Encodes the specified Group message. Does not implicitly {@link entente.Group.verify|verify} messages.
         * @function encode
         * @memberof entente.Group
         * @static
         * @param {entente.Group.$Properties} message Group message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Group.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.members != null && message.members.length)
                for (let i = 0; i < message.members.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.members[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Group message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Group
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Group & entente.Group.$Shape} Group
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Group.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Group();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.members && message.members.length))
                            message.members = [];
                        message.members.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Group;
    })();

    entente.Policy = (function() {

        /**
         * Properties of a Policy.
         * @typedef {Object} entente.Policy.$Properties
         * @property {number|null} [minBundleInterval] Policy minBundleInterval
         * @property {number|null} [maxStatementsPerDay] Policy maxStatementsPerDay
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Policy.
         * @memberof entente
         * @interface IPolicy
         * @augments entente.Policy.$Properties
         * @deprecated Use entente.Policy.$Properties instead.
         */

        /**
         * Shape of a Policy.
         * @typedef {entente.Policy.$Properties} entente.Policy.$Shape
         */

        /**
         * Constructs a new Policy.
         * @memberof entente
         * @classdesc Represents a Policy.
         * @constructor
         * @param {entente.Policy.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Policy = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Policy minBundleInterval.
         * @member {number} minBundleInterval
         * @memberof entente.Policy
         * @instance
         */
        Policy.prototype.minBundleInterval = 0;

        /**
         * Policy maxStatementsPerDay.
         * @member {number} maxStatementsPerDay
         * @memberof entente.Policy
         * @instance
         */
        Policy.prototype.maxStatementsPerDay = 0;

        /**
         * Encodes the specified Policy message. Does not implicitly {@link entente.Policy.verify|verify} messages.
         * @function encode
         * @memberof entente.Policy
         * @static
         * @param {entente.Policy.$Properties} message Policy message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Policy.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.minBundleInterval != null && $Object.hasOwnProperty.call(message, "minBundleInterval") && (typeof message.minBundleInterval === "object" ? message.minBundleInterval.low || message.minBundleInterval.high : message.minBundleInterval !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.minBundleInterval);
            if (message.maxStatementsPerDay != null && $Object.hasOwnProperty.call(message, "maxStatementsPerDay") && (typeof message.maxStatementsPerDay === "object" ? message.maxStatementsPerDay.low || message.maxStatementsPerDay.high : message.maxStatementsPerDay !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.maxStatementsPerDay);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Policy message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Policy
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Policy & entente.Policy.$Shape} Policy
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Policy.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Policy();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.minBundleInterval = value;
                        else
                            delete message.minBundleInterval;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.maxStatementsPerDay = value;
                        else
                            delete message.maxStatementsPerDay;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Policy;
    })();

    entente.Charter = (function() {

        /**
         * Properties of a Charter.
         * @typedef {Object} entente.Charter.$Properties
         * @property {number|null} [format] Charter format
         * @property {Uint8Array|null} [network] Charter network
         * @property {number|null} [version] Charter version
         * @property {Uint8Array|null} [prev] Charter prev
         * @property {string|null} [name] Charter name
         * @property {number|null} [issuedAt] Charter issuedAt
         * @property {number|null} [expiresAt] Charter expiresAt
         * @property {Array.<entente.Member.$Properties>|null} [members] Charter members
         * @property {Array.<entente.Governor.$Properties>|null} [governors] Charter governors
         * @property {number|null} [threshold] Charter threshold
         * @property {Array.<entente.Group.$Properties>|null} [groups] Charter groups
         * @property {entente.Policy.$Properties|null} [policy] Charter policy
         * @property {Uint8Array|null} [nonce] Charter nonce
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Charter.
         * @memberof entente
         * @interface ICharter
         * @augments entente.Charter.$Properties
         * @deprecated Use entente.Charter.$Properties instead.
         */

        /**
         * Shape of a Charter.
         * @typedef {entente.Charter.$Properties} entente.Charter.$Shape
         */

        /**
         * Constructs a new Charter.
         * @memberof entente
         * @classdesc Represents a Charter.
         * @constructor
         * @param {entente.Charter.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Charter = function (properties) {
            this.members = [];
            this.governors = [];
            this.groups = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Charter format.
         * @member {number} format
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.format = 0;

        /**
         * Charter network.
         * @member {Uint8Array} network
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.network = $util.newBuffer([]);

        /**
         * Charter version.
         * @member {number} version
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.version = 0;

        /**
         * Charter prev.
         * @member {Uint8Array} prev
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.prev = $util.newBuffer([]);

        /**
         * Charter name.
         * @member {string} name
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.name = "";

        /**
         * Charter issuedAt.
         * @member {number} issuedAt
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.issuedAt = 0;

        /**
         * Charter expiresAt.
         * @member {number} expiresAt
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.expiresAt = 0;

        /**
         * Charter members.
         * @member {Array.<entente.Member.$Properties>} members
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.members = $util.emptyArray;

        /**
         * Charter governors.
         * @member {Array.<entente.Governor.$Properties>} governors
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.governors = $util.emptyArray;

        /**
         * Charter threshold.
         * @member {number} threshold
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.threshold = 0;

        /**
         * Charter groups.
         * @member {Array.<entente.Group.$Properties>} groups
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.groups = $util.emptyArray;

        /**
         * Charter policy.
         * @member {entente.Policy.$Properties|null|undefined} policy
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.policy = null;

        /**
         * Charter nonce.
         * @member {Uint8Array} nonce
         * @memberof entente.Charter
         * @instance
         */
        Charter.prototype.nonce = $util.newBuffer([]);

        /**
         * Encodes the specified Charter message. Does not implicitly {@link entente.Charter.verify|verify} messages.
         * @function encode
         * @memberof entente.Charter
         * @static
         * @param {entente.Charter.$Properties} message Charter message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Charter.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.version);
            if (message.prev != null && $Object.hasOwnProperty.call(message, "prev") && message.prev.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.prev);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.name);
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.issuedAt);
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && (typeof message.expiresAt === "object" ? message.expiresAt.low || message.expiresAt.high : message.expiresAt !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.expiresAt);
            if (message.members != null && message.members.length)
                for (let i = 0; i < message.members.length; ++i)
                    $root.entente.Member.encode(message.members[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.governors != null && message.governors.length)
                for (let i = 0; i < message.governors.length; ++i)
                    $root.entente.Governor.encode(message.governors[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.threshold != null && $Object.hasOwnProperty.call(message, "threshold") && message.threshold !== 0)
                writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.threshold);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    $root.entente.Group.encode(message.groups[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                $root.entente.Policy.encode(message.policy, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.nonce);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Charter message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Charter
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Charter & entente.Charter.$Shape} Charter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Charter.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Charter();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.prev = value;
                        else
                            delete message.prev;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.issuedAt = value;
                        else
                            delete message.issuedAt;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.expiresAt = value;
                        else
                            delete message.expiresAt;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.members && message.members.length))
                            message.members = [];
                        message.members.push($root.entente.Member.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.governors && message.governors.length))
                            message.governors = [];
                        message.governors.push($root.entente.Governor.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.threshold = value;
                        else
                            delete message.threshold;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push($root.entente.Group.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.policy = $root.entente.Policy.decode(reader, reader.size(), $undefined, _depth + 1, message.policy);
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Charter;
    })();

    entente.Certificate = (function() {

        /**
         * Properties of a Certificate.
         * @typedef {Object} entente.Certificate.$Properties
         * @property {number|null} [format] Certificate format
         * @property {Uint8Array|null} [network] Certificate network
         * @property {string|null} [member] Certificate member
         * @property {Uint8Array|null} [nodeKey] Certificate nodeKey
         * @property {Uint8Array|null} [kemKey] Certificate kemKey
         * @property {number|null} [serial] Certificate serial
         * @property {number|null} [issuedAt] Certificate issuedAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Certificate.
         * @memberof entente
         * @interface ICertificate
         * @augments entente.Certificate.$Properties
         * @deprecated Use entente.Certificate.$Properties instead.
         */

        /**
         * Shape of a Certificate.
         * @typedef {entente.Certificate.$Properties} entente.Certificate.$Shape
         */

        /**
         * Constructs a new Certificate.
         * @memberof entente
         * @classdesc Represents a Certificate.
         * @constructor
         * @param {entente.Certificate.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Certificate = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Certificate format.
         * @member {number} format
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.format = 0;

        /**
         * Certificate network.
         * @member {Uint8Array} network
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.network = $util.newBuffer([]);

        /**
         * Certificate member.
         * @member {string} member
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.member = "";

        /**
         * Certificate nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.nodeKey = $util.newBuffer([]);

        /**
         * Certificate kemKey.
         * @member {Uint8Array} kemKey
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.kemKey = $util.newBuffer([]);

        /**
         * Certificate serial.
         * @member {number} serial
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.serial = 0;

        /**
         * Certificate issuedAt.
         * @member {number} issuedAt
         * @memberof entente.Certificate
         * @instance
         */
        Certificate.prototype.issuedAt = 0;

        /**
         * Encodes the specified Certificate message. Does not implicitly {@link entente.Certificate.verify|verify} messages.
         * @function encode
         * @memberof entente.Certificate
         * @static
         * @param {entente.Certificate.$Properties} message Certificate message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Certificate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.member != null && $Object.hasOwnProperty.call(message, "member") && message.member !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.member);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.nodeKey);
            if (message.kemKey != null && $Object.hasOwnProperty.call(message, "kemKey") && message.kemKey.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.kemKey);
            if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && (typeof message.serial === "object" ? message.serial.low || message.serial.high : message.serial !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.serial);
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.issuedAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Certificate message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Certificate
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Certificate & entente.Certificate.$Shape} Certificate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Certificate.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Certificate();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.member = value;
                        else
                            delete message.member;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.kemKey = value;
                        else
                            delete message.kemKey;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.serial = value;
                        else
                            delete message.serial;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.issuedAt = value;
                        else
                            delete message.issuedAt;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Certificate;
    })();

    entente.Revocation = (function() {

        /**
         * Properties of a Revocation.
         * @typedef {Object} entente.Revocation.$Properties
         * @property {number|null} [format] Revocation format
         * @property {Uint8Array|null} [network] Revocation network
         * @property {string|null} [member] Revocation member
         * @property {Uint8Array|null} [nodeKey] Revocation nodeKey
         * @property {Array.<entente.Final.$Properties>|null} [lanes] Revocation lanes
         * @property {string|null} [reason] Revocation reason
         * @property {number|null} [issuedAt] Revocation issuedAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Revocation.
         * @memberof entente
         * @interface IRevocation
         * @augments entente.Revocation.$Properties
         * @deprecated Use entente.Revocation.$Properties instead.
         */

        /**
         * Shape of a Revocation.
         * @typedef {entente.Revocation.$Properties} entente.Revocation.$Shape
         */

        /**
         * Constructs a new Revocation.
         * @memberof entente
         * @classdesc Represents a Revocation.
         * @constructor
         * @param {entente.Revocation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Revocation = function (properties) {
            this.lanes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Revocation format.
         * @member {number} format
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.format = 0;

        /**
         * Revocation network.
         * @member {Uint8Array} network
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.network = $util.newBuffer([]);

        /**
         * Revocation member.
         * @member {string} member
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.member = "";

        /**
         * Revocation nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.nodeKey = $util.newBuffer([]);

        /**
         * Revocation lanes.
         * @member {Array.<entente.Final.$Properties>} lanes
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.lanes = $util.emptyArray;

        /**
         * Revocation reason.
         * @member {string} reason
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.reason = "";

        /**
         * Revocation issuedAt.
         * @member {number} issuedAt
         * @memberof entente.Revocation
         * @instance
         */
        Revocation.prototype.issuedAt = 0;

        /**
         * Encodes the specified Revocation message. Does not implicitly {@link entente.Revocation.verify|verify} messages.
         * @function encode
         * @memberof entente.Revocation
         * @static
         * @param {entente.Revocation.$Properties} message Revocation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Revocation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.member != null && $Object.hasOwnProperty.call(message, "member") && message.member !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.member);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.nodeKey);
            if (message.lanes != null && message.lanes.length)
                for (let i = 0; i < message.lanes.length; ++i)
                    $root.entente.Final.encode(message.lanes[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.reason);
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.issuedAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Revocation message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Revocation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Revocation & entente.Revocation.$Shape} Revocation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Revocation.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Revocation();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.member = value;
                        else
                            delete message.member;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.lanes && message.lanes.length))
                            message.lanes = [];
                        message.lanes.push($root.entente.Final.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.issuedAt = value;
                        else
                            delete message.issuedAt;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Revocation;
    })();

    entente.ForkProof = (function() {

        /**
         * Properties of a ForkProof.
         * @typedef {Object} entente.ForkProof.$Properties
         * @property {Uint8Array|null} [headerA] ForkProof headerA
         * @property {Uint8Array|null} [signatureA] ForkProof signatureA
         * @property {Uint8Array|null} [headerB] ForkProof headerB
         * @property {Uint8Array|null} [signatureB] ForkProof signatureB
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ForkProof.
         * @memberof entente
         * @interface IForkProof
         * @augments entente.ForkProof.$Properties
         * @deprecated Use entente.ForkProof.$Properties instead.
         */

        /**
         * Shape of a ForkProof.
         * @typedef {entente.ForkProof.$Properties} entente.ForkProof.$Shape
         */

        /**
         * Constructs a new ForkProof.
         * @memberof entente
         * @classdesc Represents a ForkProof.
         * @constructor
         * @param {entente.ForkProof.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ForkProof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ForkProof headerA.
         * @member {Uint8Array} headerA
         * @memberof entente.ForkProof
         * @instance
         */
        ForkProof.prototype.headerA = $util.newBuffer([]);

        /**
         * ForkProof signatureA.
         * @member {Uint8Array} signatureA
         * @memberof entente.ForkProof
         * @instance
         */
        ForkProof.prototype.signatureA = $util.newBuffer([]);

        /**
         * ForkProof headerB.
         * @member {Uint8Array} headerB
         * @memberof entente.ForkProof
         * @instance
         */
        ForkProof.prototype.headerB = $util.newBuffer([]);

        /**
         * ForkProof signatureB.
         * @member {Uint8Array} signatureB
         * @memberof entente.ForkProof
         * @instance
         */
        ForkProof.prototype.signatureB = $util.newBuffer([]);

        /**
         * Encodes the specified ForkProof message. Does not implicitly {@link entente.ForkProof.verify|verify} messages.
         * @function encode
         * @memberof entente.ForkProof
         * @static
         * @param {entente.ForkProof.$Properties} message ForkProof message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ForkProof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.headerA != null && $Object.hasOwnProperty.call(message, "headerA") && message.headerA.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.headerA);
            if (message.signatureA != null && $Object.hasOwnProperty.call(message, "signatureA") && message.signatureA.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signatureA);
            if (message.headerB != null && $Object.hasOwnProperty.call(message, "headerB") && message.headerB.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.headerB);
            if (message.signatureB != null && $Object.hasOwnProperty.call(message, "signatureB") && message.signatureB.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.signatureB);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ForkProof message from the specified reader or buffer.
         * @function decode
         * @memberof entente.ForkProof
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.ForkProof & entente.ForkProof.$Shape} ForkProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ForkProof.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.ForkProof();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.headerA = value;
                        else
                            delete message.headerA;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signatureA = value;
                        else
                            delete message.signatureA;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.headerB = value;
                        else
                            delete message.headerB;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signatureB = value;
                        else
                            delete message.signatureB;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ForkProof;
    })();

    entente.NodeRecord = (function() {

        /**
         * Properties of a NodeRecord.
         * @typedef {Object} entente.NodeRecord.$Properties
         * @property {number|null} [format] NodeRecord format
         * @property {Uint8Array|null} [network] NodeRecord network
         * @property {Uint8Array|null} [nodeKey] NodeRecord nodeKey
         * @property {number|null} [serial] NodeRecord serial
         * @property {Array.<string>|null} [addresses] NodeRecord addresses
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a NodeRecord.
         * @memberof entente
         * @interface INodeRecord
         * @augments entente.NodeRecord.$Properties
         * @deprecated Use entente.NodeRecord.$Properties instead.
         */

        /**
         * Shape of a NodeRecord.
         * @typedef {entente.NodeRecord.$Properties} entente.NodeRecord.$Shape
         */

        /**
         * Constructs a new NodeRecord.
         * @memberof entente
         * @classdesc Represents a NodeRecord.
         * @constructor
         * @param {entente.NodeRecord.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const NodeRecord = function (properties) {
            this.addresses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * NodeRecord format.
         * @member {number} format
         * @memberof entente.NodeRecord
         * @instance
         */
        NodeRecord.prototype.format = 0;

        /**
         * NodeRecord network.
         * @member {Uint8Array} network
         * @memberof entente.NodeRecord
         * @instance
         */
        NodeRecord.prototype.network = $util.newBuffer([]);

        /**
         * NodeRecord nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof entente.NodeRecord
         * @instance
         */
        NodeRecord.prototype.nodeKey = $util.newBuffer([]);

        /**
         * NodeRecord serial.
         * @member {number} serial
         * @memberof entente.NodeRecord
         * @instance
         */
        NodeRecord.prototype.serial = 0;

        /**
         * NodeRecord addresses.
         * @member {Array.<string>} addresses
         * @memberof entente.NodeRecord
         * @instance
         */
        NodeRecord.prototype.addresses = $util.emptyArray;

        /**
         * Encodes the specified NodeRecord message. Does not implicitly {@link entente.NodeRecord.verify|verify} messages.
         * @function encode
         * @memberof entente.NodeRecord
         * @static
         * @param {entente.NodeRecord.$Properties} message NodeRecord message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NodeRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nodeKey);
            if (message.serial != null && $Object.hasOwnProperty.call(message, "serial") && (typeof message.serial === "object" ? message.serial.low || message.serial.high : message.serial !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.serial);
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.addresses[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a NodeRecord message from the specified reader or buffer.
         * @function decode
         * @memberof entente.NodeRecord
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.NodeRecord & entente.NodeRecord.$Shape} NodeRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NodeRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.NodeRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.serial = value;
                        else
                            delete message.serial;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NodeRecord;
    })();

    /**
     * ControlType enum.
     * @name entente.ControlType
     * @enum {number}
     * @property {number} CONTROL_TYPE_UNSPECIFIED=0 CONTROL_TYPE_UNSPECIFIED value
     * @property {number} CHARTER=1 CHARTER value
     * @property {number} CERTIFICATE=2 CERTIFICATE value
     * @property {number} REVOCATION=3 REVOCATION value
     * @property {number} FORK_PROOF=4 FORK_PROOF value
     * @property {number} NODE_RECORD=5 NODE_RECORD value
     */
    entente.ControlType = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "CONTROL_TYPE_UNSPECIFIED"] = 0;
        values[valuesById[1] = "CHARTER"] = 1;
        values[valuesById[2] = "CERTIFICATE"] = 2;
        values[valuesById[3] = "REVOCATION"] = 3;
        values[valuesById[4] = "FORK_PROOF"] = 4;
        values[valuesById[5] = "NODE_RECORD"] = 5;
        return values;
    })();

    entente.Signature = (function() {

        /**
         * Properties of a Signature.
         * @typedef {Object} entente.Signature.$Properties
         * @property {Uint8Array|null} [key] Signature key
         * @property {Uint8Array|null} [signature] Signature signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Signature.
         * @memberof entente
         * @interface ISignature
         * @augments entente.Signature.$Properties
         * @deprecated Use entente.Signature.$Properties instead.
         */

        /**
         * Shape of a Signature.
         * @typedef {entente.Signature.$Properties} entente.Signature.$Shape
         */

        /**
         * Constructs a new Signature.
         * @memberof entente
         * @classdesc Represents a Signature.
         * @constructor
         * @param {entente.Signature.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Signature = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Signature key.
         * @member {Uint8Array} key
         * @memberof entente.Signature
         * @instance
         */
        Signature.prototype.key = $util.newBuffer([]);

        /**
         * Signature signature.
         * @member {Uint8Array} signature
         * @memberof entente.Signature
         * @instance
         */
        Signature.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified Signature message. Does not implicitly {@link entente.Signature.verify|verify} messages.
         * @function encode
         * @memberof entente.Signature
         * @static
         * @param {entente.Signature.$Properties} message Signature message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Signature.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.key);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Signature message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Signature
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Signature & entente.Signature.$Shape} Signature
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Signature.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Signature();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Signature;
    })();

    entente.ControlObject = (function() {

        /**
         * Properties of a ControlObject.
         * @typedef {Object} entente.ControlObject.$Properties
         * @property {entente.ControlType|null} [type] ControlObject type
         * @property {Uint8Array|null} [payload] ControlObject payload
         * @property {Array.<entente.Signature.$Properties>|null} [signatures] ControlObject signatures
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ControlObject.
         * @memberof entente
         * @interface IControlObject
         * @augments entente.ControlObject.$Properties
         * @deprecated Use entente.ControlObject.$Properties instead.
         */

        /**
         * Shape of a ControlObject.
         * @typedef {entente.ControlObject.$Properties} entente.ControlObject.$Shape
         */

        /**
         * Constructs a new ControlObject.
         * @memberof entente
         * @classdesc Represents a ControlObject.
         * @constructor
         * @param {entente.ControlObject.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ControlObject = function (properties) {
            this.signatures = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ControlObject type.
         * @member {entente.ControlType} type
         * @memberof entente.ControlObject
         * @instance
         */
        ControlObject.prototype.type = 0;

        /**
         * ControlObject payload.
         * @member {Uint8Array} payload
         * @memberof entente.ControlObject
         * @instance
         */
        ControlObject.prototype.payload = $util.newBuffer([]);

        /**
         * ControlObject signatures.
         * @member {Array.<entente.Signature.$Properties>} signatures
         * @memberof entente.ControlObject
         * @instance
         */
        ControlObject.prototype.signatures = $util.emptyArray;

        /**
         * Encodes the specified ControlObject message. Does not implicitly {@link entente.ControlObject.verify|verify} messages.
         * @function encode
         * @memberof entente.ControlObject
         * @static
         * @param {entente.ControlObject.$Properties} message ControlObject message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ControlObject.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.type);
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.payload);
            if (message.signatures != null && message.signatures.length)
                for (let i = 0; i < message.signatures.length; ++i)
                    $root.entente.Signature.encode(message.signatures[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ControlObject message from the specified reader or buffer.
         * @function decode
         * @memberof entente.ControlObject
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.ControlObject & entente.ControlObject.$Shape} ControlObject
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ControlObject.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.ControlObject();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.payload = value;
                        else
                            delete message.payload;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.signatures && message.signatures.length))
                            message.signatures = [];
                        message.signatures.push($root.entente.Signature.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ControlObject;
    })();

    entente.Hello = (function() {

        /**
         * Properties of a Hello.
         * @typedef {Object} entente.Hello.$Properties
         * @property {number|null} [version] Hello version
         * @property {Uint8Array|null} [network] Hello network
         * @property {number|null} [charterVersion] Hello charterVersion
         * @property {Uint8Array|null} [charterHash] Hello charterHash
         * @property {Uint8Array|null} [certificate] Hello certificate
         * @property {string|null} [agent] Hello agent
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Hello.
         * @memberof entente
         * @interface IHello
         * @augments entente.Hello.$Properties
         * @deprecated Use entente.Hello.$Properties instead.
         */

        /**
         * Shape of a Hello.
         * @typedef {entente.Hello.$Properties} entente.Hello.$Shape
         */

        /**
         * Constructs a new Hello.
         * @memberof entente
         * @classdesc Represents a Hello.
         * @constructor
         * @param {entente.Hello.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Hello = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Hello version.
         * @member {number} version
         * @memberof entente.Hello
         * @instance
         */
        Hello.prototype.version = 0;

        /**
         * Hello network.
         * @member {Uint8Array} network
         * @memberof entente.Hello
         * @instance
         */
        Hello.prototype.network = $util.newBuffer([]);

        /**
         * Hello charterVersion.
         * @member {number} charterVersion
         * @memberof entente.Hello
         * @instance
         */
        Hello.prototype.charterVersion = 0;

        /**
         * Hello charterHash.
         * @member {Uint8Array} charterHash
         * @memberof entente.Hello
         * @instance
         */
        Hello.prototype.charterHash = $util.newBuffer([]);

        /**
         * Hello certificate.
         * @member {Uint8Array} certificate
         * @memberof entente.Hello
         * @instance
         */
        Hello.prototype.certificate = $util.newBuffer([]);

        /**
         * Hello agent.
         * @member {string} agent
         * @memberof entente.Hello
         * @instance
         */
        Hello.prototype.agent = "";

        /**
         * Encodes the specified Hello message. Does not implicitly {@link entente.Hello.verify|verify} messages.
         * @function encode
         * @memberof entente.Hello
         * @static
         * @param {entente.Hello.$Properties} message Hello message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Hello.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.charterVersion != null && $Object.hasOwnProperty.call(message, "charterVersion") && (typeof message.charterVersion === "object" ? message.charterVersion.low || message.charterVersion.high : message.charterVersion !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.charterVersion);
            if (message.charterHash != null && $Object.hasOwnProperty.call(message, "charterHash") && message.charterHash.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.charterHash);
            if (message.certificate != null && $Object.hasOwnProperty.call(message, "certificate") && message.certificate.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.certificate);
            if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.agent);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Hello message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Hello
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Hello & entente.Hello.$Shape} Hello
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Hello.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Hello();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.charterVersion = value;
                        else
                            delete message.charterVersion;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.charterHash = value;
                        else
                            delete message.charterHash;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.certificate = value;
                        else
                            delete message.certificate;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.agent = value;
                        else
                            delete message.agent;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Hello;
    })();

    /**
     * HelloVerdict enum.
     * @name entente.HelloVerdict
     * @enum {number}
     * @property {number} HELLO_VERDICT_UNSPECIFIED=0 HELLO_VERDICT_UNSPECIFIED value
     * @property {number} ADMITTED=1 ADMITTED value
     * @property {number} REFUSED=2 REFUSED value
     * @property {number} SEND_CHARTERS=3 SEND_CHARTERS value
     * @property {number} CHARTERS=4 CHARTERS value
     */
    entente.HelloVerdict = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "HELLO_VERDICT_UNSPECIFIED"] = 0;
        values[valuesById[1] = "ADMITTED"] = 1;
        values[valuesById[2] = "REFUSED"] = 2;
        values[valuesById[3] = "SEND_CHARTERS"] = 3;
        values[valuesById[4] = "CHARTERS"] = 4;
        return values;
    })();

    entente.HelloReply = (function() {

        /**
         * Properties of a HelloReply.
         * @typedef {Object} entente.HelloReply.$Properties
         * @property {entente.HelloVerdict|null} [verdict] HelloReply verdict
         * @property {string|null} [code] HelloReply code
         * @property {number|null} [charterVersion] HelloReply charterVersion
         * @property {Array.<Uint8Array>|null} [charters] HelloReply charters
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a HelloReply.
         * @memberof entente
         * @interface IHelloReply
         * @augments entente.HelloReply.$Properties
         * @deprecated Use entente.HelloReply.$Properties instead.
         */

        /**
         * Shape of a HelloReply.
         * @typedef {entente.HelloReply.$Properties} entente.HelloReply.$Shape
         */

        /**
         * Constructs a new HelloReply.
         * @memberof entente
         * @classdesc Represents a HelloReply.
         * @constructor
         * @param {entente.HelloReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const HelloReply = function (properties) {
            this.charters = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * HelloReply verdict.
         * @member {entente.HelloVerdict} verdict
         * @memberof entente.HelloReply
         * @instance
         */
        HelloReply.prototype.verdict = 0;

        /**
         * HelloReply code.
         * @member {string} code
         * @memberof entente.HelloReply
         * @instance
         */
        HelloReply.prototype.code = "";

        /**
         * HelloReply charterVersion.
         * @member {number} charterVersion
         * @memberof entente.HelloReply
         * @instance
         */
        HelloReply.prototype.charterVersion = 0;

        /**
         * HelloReply charters.
         * @member {Array.<Uint8Array>} charters
         * @memberof entente.HelloReply
         * @instance
         */
        HelloReply.prototype.charters = $util.emptyArray;

        /**
         * Encodes the specified HelloReply message. Does not implicitly {@link entente.HelloReply.verify|verify} messages.
         * @function encode
         * @memberof entente.HelloReply
         * @static
         * @param {entente.HelloReply.$Properties} message HelloReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HelloReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.verdict);
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
            if (message.charterVersion != null && $Object.hasOwnProperty.call(message, "charterVersion") && (typeof message.charterVersion === "object" ? message.charterVersion.low || message.charterVersion.high : message.charterVersion !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.charterVersion);
            if (message.charters != null && message.charters.length)
                for (let i = 0; i < message.charters.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.charters[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a HelloReply message from the specified reader or buffer.
         * @function decode
         * @memberof entente.HelloReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.HelloReply & entente.HelloReply.$Shape} HelloReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HelloReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.HelloReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.verdict = value;
                        else
                            delete message.verdict;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.charterVersion = value;
                        else
                            delete message.charterVersion;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.charters && message.charters.length))
                            message.charters = [];
                        message.charters.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HelloReply;
    })();

    entente.ControlMessage = (function() {

        /**
         * Properties of a ControlMessage.
         * @typedef {Object} entente.ControlMessage.$Properties
         * @property {Uint8Array|null} [digest] ControlMessage digest
         * @property {Array.<Uint8Array>|null} [hashes] ControlMessage hashes
         * @property {Array.<Uint8Array>|null} [want] ControlMessage want
         * @property {Array.<Uint8Array>|null} [objects] ControlMessage objects
         * @property {boolean|null} [done] ControlMessage done
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ControlMessage.
         * @memberof entente
         * @interface IControlMessage
         * @augments entente.ControlMessage.$Properties
         * @deprecated Use entente.ControlMessage.$Properties instead.
         */

        /**
         * Shape of a ControlMessage.
         * @typedef {entente.ControlMessage.$Properties} entente.ControlMessage.$Shape
         */

        /**
         * Constructs a new ControlMessage.
         * @memberof entente
         * @classdesc Represents a ControlMessage.
         * @constructor
         * @param {entente.ControlMessage.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ControlMessage = function (properties) {
            this.hashes = [];
            this.want = [];
            this.objects = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ControlMessage digest.
         * @member {Uint8Array} digest
         * @memberof entente.ControlMessage
         * @instance
         */
        ControlMessage.prototype.digest = $util.newBuffer([]);

        /**
         * ControlMessage hashes.
         * @member {Array.<Uint8Array>} hashes
         * @memberof entente.ControlMessage
         * @instance
         */
        ControlMessage.prototype.hashes = $util.emptyArray;

        /**
         * ControlMessage want.
         * @member {Array.<Uint8Array>} want
         * @memberof entente.ControlMessage
         * @instance
         */
        ControlMessage.prototype.want = $util.emptyArray;

        /**
         * ControlMessage objects.
         * @member {Array.<Uint8Array>} objects
         * @memberof entente.ControlMessage
         * @instance
         */
        ControlMessage.prototype.objects = $util.emptyArray;

        /**
         * ControlMessage done.
         * @member {boolean} done
         * @memberof entente.ControlMessage
         * @instance
         */
        ControlMessage.prototype.done = false;

        /**
         * Encodes the specified ControlMessage message. Does not implicitly {@link entente.ControlMessage.verify|verify} messages.
         * @function encode
         * @memberof entente.ControlMessage
         * @static
         * @param {entente.ControlMessage.$Properties} message ControlMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ControlMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.digest);
            if (message.hashes != null && message.hashes.length)
                for (let i = 0; i < message.hashes.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hashes[i]);
            if (message.want != null && message.want.length)
                for (let i = 0; i < message.want.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.want[i]);
            if (message.objects != null && message.objects.length)
                for (let i = 0; i < message.objects.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.objects[i]);
            if (message.done != null && $Object.hasOwnProperty.call(message, "done") && message.done !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.done);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ControlMessage message from the specified reader or buffer.
         * @function decode
         * @memberof entente.ControlMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.ControlMessage & entente.ControlMessage.$Shape} ControlMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ControlMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.ControlMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.hashes && message.hashes.length))
                            message.hashes = [];
                        message.hashes.push(reader.bytes());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.want && message.want.length))
                            message.want = [];
                        message.want.push(reader.bytes());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.objects && message.objects.length))
                            message.objects = [];
                        message.objects.push(reader.bytes());
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.done = value;
                        else
                            delete message.done;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ControlMessage;
    })();

    entente.Position = (function() {

        /**
         * Properties of a Position.
         * @typedef {Object} entente.Position.$Properties
         * @property {Uint8Array|null} [lane] Position lane
         * @property {number|null} [seq] Position seq
         * @property {Uint8Array|null} [bundle] Position bundle
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Position.
         * @memberof entente
         * @interface IPosition
         * @augments entente.Position.$Properties
         * @deprecated Use entente.Position.$Properties instead.
         */

        /**
         * Shape of a Position.
         * @typedef {entente.Position.$Properties} entente.Position.$Shape
         */

        /**
         * Constructs a new Position.
         * @memberof entente
         * @classdesc Represents a Position.
         * @constructor
         * @param {entente.Position.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Position = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Position lane.
         * @member {Uint8Array} lane
         * @memberof entente.Position
         * @instance
         */
        Position.prototype.lane = $util.newBuffer([]);

        /**
         * Position seq.
         * @member {number} seq
         * @memberof entente.Position
         * @instance
         */
        Position.prototype.seq = 0;

        /**
         * Position bundle.
         * @member {Uint8Array} bundle
         * @memberof entente.Position
         * @instance
         */
        Position.prototype.bundle = $util.newBuffer([]);

        /**
         * Encodes the specified Position message. Does not implicitly {@link entente.Position.verify|verify} messages.
         * @function encode
         * @memberof entente.Position
         * @static
         * @param {entente.Position.$Properties} message Position message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Position.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.lane);
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seq);
            if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle") && message.bundle.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bundle);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Position message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Position
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Position & entente.Position.$Shape} Position
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Position.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Position();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.lane = value;
                        else
                            delete message.lane;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bundle = value;
                        else
                            delete message.bundle;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Position;
    })();

    entente.Want = (function() {

        /**
         * Properties of a Want.
         * @typedef {Object} entente.Want.$Properties
         * @property {Uint8Array|null} [lane] Want lane
         * @property {number|null} [from] Want from
         * @property {number|null} [to] Want to
         * @property {Uint8Array|null} [after] Want after
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Want.
         * @memberof entente
         * @interface IWant
         * @augments entente.Want.$Properties
         * @deprecated Use entente.Want.$Properties instead.
         */

        /**
         * Shape of a Want.
         * @typedef {entente.Want.$Properties} entente.Want.$Shape
         */

        /**
         * Constructs a new Want.
         * @memberof entente
         * @classdesc Represents a Want.
         * @constructor
         * @param {entente.Want.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Want = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Want lane.
         * @member {Uint8Array} lane
         * @memberof entente.Want
         * @instance
         */
        Want.prototype.lane = $util.newBuffer([]);

        /**
         * Want from.
         * @member {number} from
         * @memberof entente.Want
         * @instance
         */
        Want.prototype.from = 0;

        /**
         * Want to.
         * @member {number} to
         * @memberof entente.Want
         * @instance
         */
        Want.prototype.to = 0;

        /**
         * Want after.
         * @member {Uint8Array} after
         * @memberof entente.Want
         * @instance
         */
        Want.prototype.after = $util.newBuffer([]);

        /**
         * Encodes the specified Want message. Does not implicitly {@link entente.Want.verify|verify} messages.
         * @function encode
         * @memberof entente.Want
         * @static
         * @param {entente.Want.$Properties} message Want message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Want.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.lane);
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.from);
            if (message.to != null && $Object.hasOwnProperty.call(message, "to") && (typeof message.to === "object" ? message.to.low || message.to.high : message.to !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.to);
            if (message.after != null && $Object.hasOwnProperty.call(message, "after") && message.after.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.after);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Want message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Want
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Want & entente.Want.$Shape} Want
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Want.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Want();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.lane = value;
                        else
                            delete message.lane;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.to = value;
                        else
                            delete message.to;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.after = value;
                        else
                            delete message.after;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Want;
    })();

    entente.SyncRequest = (function() {

        /**
         * Properties of a SyncRequest.
         * @typedef {Object} entente.SyncRequest.$Properties
         * @property {Uint8Array|null} [digest] SyncRequest digest
         * @property {Array.<entente.Want.$Properties>|null} [want] SyncRequest want
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SyncRequest.
         * @memberof entente
         * @interface ISyncRequest
         * @augments entente.SyncRequest.$Properties
         * @deprecated Use entente.SyncRequest.$Properties instead.
         */

        /**
         * Shape of a SyncRequest.
         * @typedef {entente.SyncRequest.$Properties} entente.SyncRequest.$Shape
         */

        /**
         * Constructs a new SyncRequest.
         * @memberof entente
         * @classdesc Represents a SyncRequest.
         * @constructor
         * @param {entente.SyncRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SyncRequest = function (properties) {
            this.want = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SyncRequest digest.
         * @member {Uint8Array} digest
         * @memberof entente.SyncRequest
         * @instance
         */
        SyncRequest.prototype.digest = $util.newBuffer([]);

        /**
         * SyncRequest want.
         * @member {Array.<entente.Want.$Properties>} want
         * @memberof entente.SyncRequest
         * @instance
         */
        SyncRequest.prototype.want = $util.emptyArray;

        /**
         * Encodes the specified SyncRequest message. Does not implicitly {@link entente.SyncRequest.verify|verify} messages.
         * @function encode
         * @memberof entente.SyncRequest
         * @static
         * @param {entente.SyncRequest.$Properties} message SyncRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SyncRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.digest);
            if (message.want != null && message.want.length)
                for (let i = 0; i < message.want.length; ++i)
                    $root.entente.Want.encode(message.want[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SyncRequest message from the specified reader or buffer.
         * @function decode
         * @memberof entente.SyncRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.SyncRequest & entente.SyncRequest.$Shape} SyncRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SyncRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.SyncRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.want && message.want.length))
                            message.want = [];
                        message.want.push($root.entente.Want.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SyncRequest;
    })();

    entente.SyncReply = (function() {

        /**
         * Properties of a SyncReply.
         * @typedef {Object} entente.SyncReply.$Properties
         * @property {Uint8Array|null} [digest] SyncReply digest
         * @property {Array.<entente.Position.$Properties>|null} [frontier] SyncReply frontier
         * @property {Uint8Array|null} [frame] SyncReply frame
         * @property {string|null} [code] SyncReply code
         * @property {boolean|null} [done] SyncReply done
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SyncReply.
         * @memberof entente
         * @interface ISyncReply
         * @augments entente.SyncReply.$Properties
         * @deprecated Use entente.SyncReply.$Properties instead.
         */

        /**
         * Shape of a SyncReply.
         * @typedef {entente.SyncReply.$Properties} entente.SyncReply.$Shape
         */

        /**
         * Constructs a new SyncReply.
         * @memberof entente
         * @classdesc Represents a SyncReply.
         * @constructor
         * @param {entente.SyncReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SyncReply = function (properties) {
            this.frontier = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SyncReply digest.
         * @member {Uint8Array} digest
         * @memberof entente.SyncReply
         * @instance
         */
        SyncReply.prototype.digest = $util.newBuffer([]);

        /**
         * SyncReply frontier.
         * @member {Array.<entente.Position.$Properties>} frontier
         * @memberof entente.SyncReply
         * @instance
         */
        SyncReply.prototype.frontier = $util.emptyArray;

        /**
         * SyncReply frame.
         * @member {Uint8Array} frame
         * @memberof entente.SyncReply
         * @instance
         */
        SyncReply.prototype.frame = $util.newBuffer([]);

        /**
         * SyncReply code.
         * @member {string} code
         * @memberof entente.SyncReply
         * @instance
         */
        SyncReply.prototype.code = "";

        /**
         * SyncReply done.
         * @member {boolean} done
         * @memberof entente.SyncReply
         * @instance
         */
        SyncReply.prototype.done = false;

        /**
         * Encodes the specified SyncReply message. Does not implicitly {@link entente.SyncReply.verify|verify} messages.
         * @function encode
         * @memberof entente.SyncReply
         * @static
         * @param {entente.SyncReply.$Properties} message SyncReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SyncReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.digest);
            if (message.frontier != null && message.frontier.length)
                for (let i = 0; i < message.frontier.length; ++i)
                    $root.entente.Position.encode(message.frontier[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.frame);
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.code);
            if (message.done != null && $Object.hasOwnProperty.call(message, "done") && message.done !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.done);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SyncReply message from the specified reader or buffer.
         * @function decode
         * @memberof entente.SyncReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.SyncReply & entente.SyncReply.$Shape} SyncReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SyncReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.SyncReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.frontier && message.frontier.length))
                            message.frontier = [];
                        message.frontier.push($root.entente.Position.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.frame = value;
                        else
                            delete message.frame;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.done = value;
                        else
                            delete message.done;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SyncReply;
    })();

    entente.GossipMessage = (function() {

        /**
         * Properties of a GossipMessage.
         * @typedef {Object} entente.GossipMessage.$Properties
         * @property {number|null} [version] GossipMessage version
         * @property {Uint8Array|null} [frame] GossipMessage frame
         * @property {Uint8Array|null} [control] GossipMessage control
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a GossipMessage.
         * @memberof entente
         * @interface IGossipMessage
         * @augments entente.GossipMessage.$Properties
         * @deprecated Use entente.GossipMessage.$Properties instead.
         */

        /**
         * Shape of a GossipMessage.
         * @typedef {entente.GossipMessage.$Properties} entente.GossipMessage.$Shape
         */

        /**
         * Constructs a new GossipMessage.
         * @memberof entente
         * @classdesc Represents a GossipMessage.
         * @constructor
         * @param {entente.GossipMessage.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const GossipMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * GossipMessage version.
         * @member {number} version
         * @memberof entente.GossipMessage
         * @instance
         */
        GossipMessage.prototype.version = 0;

        /**
         * GossipMessage frame.
         * @member {Uint8Array} frame
         * @memberof entente.GossipMessage
         * @instance
         */
        GossipMessage.prototype.frame = $util.newBuffer([]);

        /**
         * GossipMessage control.
         * @member {Uint8Array} control
         * @memberof entente.GossipMessage
         * @instance
         */
        GossipMessage.prototype.control = $util.newBuffer([]);

        /**
         * Encodes the specified GossipMessage message. Does not implicitly {@link entente.GossipMessage.verify|verify} messages.
         * @function encode
         * @memberof entente.GossipMessage
         * @static
         * @param {entente.GossipMessage.$Properties} message GossipMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        GossipMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
            if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.frame);
            if (message.control != null && $Object.hasOwnProperty.call(message, "control") && message.control.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.control);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a GossipMessage message from the specified reader or buffer.
         * @function decode
         * @memberof entente.GossipMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.GossipMessage & entente.GossipMessage.$Shape} GossipMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        GossipMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.GossipMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.frame = value;
                        else
                            delete message.frame;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.control = value;
                        else
                            delete message.control;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GossipMessage;
    })();

    entente.Announcement = (function() {

        /**
         * Properties of an Announcement.
         * @typedef {Object} entente.Announcement.$Properties
         * @property {Uint8Array|null} [frame] Announcement frame
         * @property {Array.<Uint8Array>|null} [acks] Announcement acks
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Announcement.
         * @memberof entente
         * @interface IAnnouncement
         * @augments entente.Announcement.$Properties
         * @deprecated Use entente.Announcement.$Properties instead.
         */

        /**
         * Shape of an Announcement.
         * @typedef {entente.Announcement.$Properties} entente.Announcement.$Shape
         */

        /**
         * Constructs a new Announcement.
         * @memberof entente
         * @classdesc Represents an Announcement.
         * @constructor
         * @param {entente.Announcement.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Announcement = function (properties) {
            this.acks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Announcement frame.
         * @member {Uint8Array} frame
         * @memberof entente.Announcement
         * @instance
         */
        Announcement.prototype.frame = $util.newBuffer([]);

        /**
         * Announcement acks.
         * @member {Array.<Uint8Array>} acks
         * @memberof entente.Announcement
         * @instance
         */
        Announcement.prototype.acks = $util.emptyArray;

        /**
         * Encodes the specified Announcement message. Does not implicitly {@link entente.Announcement.verify|verify} messages.
         * @function encode
         * @memberof entente.Announcement
         * @static
         * @param {entente.Announcement.$Properties} message Announcement message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Announcement.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.frame);
            if (message.acks != null && message.acks.length)
                for (let i = 0; i < message.acks.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.acks[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Announcement message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Announcement
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Announcement & entente.Announcement.$Shape} Announcement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Announcement.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Announcement();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.frame = value;
                        else
                            delete message.frame;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.acks && message.acks.length))
                            message.acks = [];
                        message.acks.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Announcement;
    })();

    entente.AnnouncementReply = (function() {

        /**
         * Properties of an AnnouncementReply.
         * @typedef {Object} entente.AnnouncementReply.$Properties
         * @property {string|null} [code] AnnouncementReply code
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AnnouncementReply.
         * @memberof entente
         * @interface IAnnouncementReply
         * @augments entente.AnnouncementReply.$Properties
         * @deprecated Use entente.AnnouncementReply.$Properties instead.
         */

        /**
         * Shape of an AnnouncementReply.
         * @typedef {entente.AnnouncementReply.$Properties} entente.AnnouncementReply.$Shape
         */

        /**
         * Constructs a new AnnouncementReply.
         * @memberof entente
         * @classdesc Represents an AnnouncementReply.
         * @constructor
         * @param {entente.AnnouncementReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AnnouncementReply = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AnnouncementReply code.
         * @member {string} code
         * @memberof entente.AnnouncementReply
         * @instance
         */
        AnnouncementReply.prototype.code = "";

        /**
         * Encodes the specified AnnouncementReply message. Does not implicitly {@link entente.AnnouncementReply.verify|verify} messages.
         * @function encode
         * @memberof entente.AnnouncementReply
         * @static
         * @param {entente.AnnouncementReply.$Properties} message AnnouncementReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AnnouncementReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AnnouncementReply message from the specified reader or buffer.
         * @function decode
         * @memberof entente.AnnouncementReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.AnnouncementReply & entente.AnnouncementReply.$Shape} AnnouncementReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AnnouncementReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.AnnouncementReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AnnouncementReply;
    })();

    entente.Ack = (function() {

        /**
         * Properties of an Ack.
         * @typedef {Object} entente.Ack.$Properties
         * @property {number|null} [format] Ack format
         * @property {Uint8Array|null} [network] Ack network
         * @property {Uint8Array|null} [lane] Ack lane
         * @property {number|null} [seq] Ack seq
         * @property {Uint8Array|null} [bundle] Ack bundle
         * @property {Uint8Array|null} [nodeKey] Ack nodeKey
         * @property {number|null} [issuedAt] Ack issuedAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Ack.
         * @memberof entente
         * @interface IAck
         * @augments entente.Ack.$Properties
         * @deprecated Use entente.Ack.$Properties instead.
         */

        /**
         * Shape of an Ack.
         * @typedef {entente.Ack.$Properties} entente.Ack.$Shape
         */

        /**
         * Constructs a new Ack.
         * @memberof entente
         * @classdesc Represents an Ack.
         * @constructor
         * @param {entente.Ack.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Ack = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Ack format.
         * @member {number} format
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.format = 0;

        /**
         * Ack network.
         * @member {Uint8Array} network
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.network = $util.newBuffer([]);

        /**
         * Ack lane.
         * @member {Uint8Array} lane
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.lane = $util.newBuffer([]);

        /**
         * Ack seq.
         * @member {number} seq
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.seq = 0;

        /**
         * Ack bundle.
         * @member {Uint8Array} bundle
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.bundle = $util.newBuffer([]);

        /**
         * Ack nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.nodeKey = $util.newBuffer([]);

        /**
         * Ack issuedAt.
         * @member {number} issuedAt
         * @memberof entente.Ack
         * @instance
         */
        Ack.prototype.issuedAt = 0;

        /**
         * Encodes the specified Ack message. Does not implicitly {@link entente.Ack.verify|verify} messages.
         * @function encode
         * @memberof entente.Ack
         * @static
         * @param {entente.Ack.$Properties} message Ack message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Ack.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.lane != null && $Object.hasOwnProperty.call(message, "lane") && message.lane.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.lane);
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.seq);
            if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle") && message.bundle.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.bundle);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.nodeKey);
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.issuedAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Ack message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Ack
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Ack & entente.Ack.$Shape} Ack
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Ack.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Ack();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.lane = value;
                        else
                            delete message.lane;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bundle = value;
                        else
                            delete message.bundle;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.issuedAt = value;
                        else
                            delete message.issuedAt;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Ack;
    })();

    entente.SignedAck = (function() {

        /**
         * Properties of a SignedAck.
         * @typedef {Object} entente.SignedAck.$Properties
         * @property {Uint8Array|null} [ack] SignedAck ack
         * @property {Uint8Array|null} [signature] SignedAck signature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SignedAck.
         * @memberof entente
         * @interface ISignedAck
         * @augments entente.SignedAck.$Properties
         * @deprecated Use entente.SignedAck.$Properties instead.
         */

        /**
         * Shape of a SignedAck.
         * @typedef {entente.SignedAck.$Properties} entente.SignedAck.$Shape
         */

        /**
         * Constructs a new SignedAck.
         * @memberof entente
         * @classdesc Represents a SignedAck.
         * @constructor
         * @param {entente.SignedAck.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SignedAck = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SignedAck ack.
         * @member {Uint8Array} ack
         * @memberof entente.SignedAck
         * @instance
         */
        SignedAck.prototype.ack = $util.newBuffer([]);

        /**
         * SignedAck signature.
         * @member {Uint8Array} signature
         * @memberof entente.SignedAck
         * @instance
         */
        SignedAck.prototype.signature = $util.newBuffer([]);

        /**
         * Encodes the specified SignedAck message. Does not implicitly {@link entente.SignedAck.verify|verify} messages.
         * @function encode
         * @memberof entente.SignedAck
         * @static
         * @param {entente.SignedAck.$Properties} message SignedAck message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SignedAck.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.ack != null && $Object.hasOwnProperty.call(message, "ack") && message.ack.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.ack);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SignedAck message from the specified reader or buffer.
         * @function decode
         * @memberof entente.SignedAck
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.SignedAck & entente.SignedAck.$Shape} SignedAck
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SignedAck.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.SignedAck();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.ack = value;
                        else
                            delete message.ack;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SignedAck;
    })();

    entente.Receipt = (function() {

        /**
         * Properties of a Receipt.
         * @typedef {Object} entente.Receipt.$Properties
         * @property {number|null} [format] Receipt format
         * @property {Uint8Array|null} [network] Receipt network
         * @property {Uint8Array|null} [nodeKey] Receipt nodeKey
         * @property {Uint8Array|null} [bundle] Receipt bundle
         * @property {number|null} [index] Receipt index
         * @property {number|null} [arrival] Receipt arrival
         * @property {number|null} [asOf] Receipt asOf
         * @property {Array.<entente.Position.$Properties>|null} [frontier] Receipt frontier
         * @property {Uint8Array|null} [evidenceDigest] Receipt evidenceDigest
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Receipt.
         * @memberof entente
         * @interface IReceipt
         * @augments entente.Receipt.$Properties
         * @deprecated Use entente.Receipt.$Properties instead.
         */

        /**
         * Shape of a Receipt.
         * @typedef {entente.Receipt.$Properties} entente.Receipt.$Shape
         */

        /**
         * Constructs a new Receipt.
         * @memberof entente
         * @classdesc Represents a Receipt.
         * @constructor
         * @param {entente.Receipt.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Receipt = function (properties) {
            this.frontier = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Receipt format.
         * @member {number} format
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.format = 0;

        /**
         * Receipt network.
         * @member {Uint8Array} network
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.network = $util.newBuffer([]);

        /**
         * Receipt nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.nodeKey = $util.newBuffer([]);

        /**
         * Receipt bundle.
         * @member {Uint8Array} bundle
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.bundle = $util.newBuffer([]);

        /**
         * Receipt index.
         * @member {number} index
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.index = 0;

        /**
         * Receipt arrival.
         * @member {number} arrival
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.arrival = 0;

        /**
         * Receipt asOf.
         * @member {number} asOf
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.asOf = 0;

        /**
         * Receipt frontier.
         * @member {Array.<entente.Position.$Properties>} frontier
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.frontier = $util.emptyArray;

        /**
         * Receipt evidenceDigest.
         * @member {Uint8Array} evidenceDigest
         * @memberof entente.Receipt
         * @instance
         */
        Receipt.prototype.evidenceDigest = $util.newBuffer([]);

        /**
         * Encodes the specified Receipt message. Does not implicitly {@link entente.Receipt.verify|verify} messages.
         * @function encode
         * @memberof entente.Receipt
         * @static
         * @param {entente.Receipt.$Properties} message Receipt message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Receipt.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nodeKey);
            if (message.bundle != null && $Object.hasOwnProperty.call(message, "bundle") && message.bundle.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.bundle);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.index);
            if (message.arrival != null && $Object.hasOwnProperty.call(message, "arrival") && (typeof message.arrival === "object" ? message.arrival.low || message.arrival.high : message.arrival !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.arrival);
            if (message.asOf != null && $Object.hasOwnProperty.call(message, "asOf") && (typeof message.asOf === "object" ? message.asOf.low || message.asOf.high : message.asOf !== 0))
                writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.asOf);
            if (message.frontier != null && message.frontier.length)
                for (let i = 0; i < message.frontier.length; ++i)
                    $root.entente.Position.encode(message.frontier[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.evidenceDigest != null && $Object.hasOwnProperty.call(message, "evidenceDigest") && message.evidenceDigest.length)
                writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.evidenceDigest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Receipt message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Receipt
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Receipt & entente.Receipt.$Shape} Receipt
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Receipt.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Receipt();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bundle = value;
                        else
                            delete message.bundle;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.arrival = value;
                        else
                            delete message.arrival;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.asOf = value;
                        else
                            delete message.asOf;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.frontier && message.frontier.length))
                            message.frontier = [];
                        message.frontier.push($root.entente.Position.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.evidenceDigest = value;
                        else
                            delete message.evidenceDigest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Receipt;
    })();

    entente.Proven = (function() {

        /**
         * Properties of a Proven.
         * @typedef {Object} entente.Proven.$Properties
         * @property {Uint8Array|null} [header] Proven header
         * @property {Uint8Array|null} [signature] Proven signature
         * @property {number|null} [index] Proven index
         * @property {Uint8Array|null} [salt] Proven salt
         * @property {Uint8Array|null} [statement] Proven statement
         * @property {Array.<Uint8Array>|null} [proof] Proven proof
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Proven.
         * @memberof entente
         * @interface IProven
         * @augments entente.Proven.$Properties
         * @deprecated Use entente.Proven.$Properties instead.
         */

        /**
         * Shape of a Proven.
         * @typedef {entente.Proven.$Properties} entente.Proven.$Shape
         */

        /**
         * Constructs a new Proven.
         * @memberof entente
         * @classdesc Represents a Proven.
         * @constructor
         * @param {entente.Proven.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Proven = function (properties) {
            this.proof = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Proven header.
         * @member {Uint8Array} header
         * @memberof entente.Proven
         * @instance
         */
        Proven.prototype.header = $util.newBuffer([]);

        /**
         * Proven signature.
         * @member {Uint8Array} signature
         * @memberof entente.Proven
         * @instance
         */
        Proven.prototype.signature = $util.newBuffer([]);

        /**
         * Proven index.
         * @member {number} index
         * @memberof entente.Proven
         * @instance
         */
        Proven.prototype.index = 0;

        /**
         * Proven salt.
         * @member {Uint8Array} salt
         * @memberof entente.Proven
         * @instance
         */
        Proven.prototype.salt = $util.newBuffer([]);

        /**
         * Proven statement.
         * @member {Uint8Array} statement
         * @memberof entente.Proven
         * @instance
         */
        Proven.prototype.statement = $util.newBuffer([]);

        /**
         * Proven proof.
         * @member {Array.<Uint8Array>} proof
         * @memberof entente.Proven
         * @instance
         */
        Proven.prototype.proof = $util.emptyArray;

        /**
         * Encodes the specified Proven message. Does not implicitly {@link entente.Proven.verify|verify} messages.
         * @function encode
         * @memberof entente.Proven
         * @static
         * @param {entente.Proven.$Properties} message Proven message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Proven.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
            if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.index);
            if (message.salt != null && $Object.hasOwnProperty.call(message, "salt") && message.salt.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.salt);
            if (message.statement != null && $Object.hasOwnProperty.call(message, "statement") && message.statement.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.statement);
            if (message.proof != null && message.proof.length)
                for (let i = 0; i < message.proof.length; ++i)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.proof[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Proven message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Proven
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Proven & entente.Proven.$Shape} Proven
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Proven.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Proven();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.header = value;
                        else
                            delete message.header;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.signature = value;
                        else
                            delete message.signature;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.salt = value;
                        else
                            delete message.salt;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.statement = value;
                        else
                            delete message.statement;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.proof && message.proof.length))
                            message.proof = [];
                        message.proof.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Proven;
    })();

    entente.Evidence = (function() {

        /**
         * Properties of an Evidence.
         * @typedef {Object} entente.Evidence.$Properties
         * @property {number|null} [format] Evidence format
         * @property {Uint8Array|null} [network] Evidence network
         * @property {entente.Proven.$Properties|null} [subject] Evidence subject
         * @property {Array.<entente.Proven.$Properties>|null} [related] Evidence related
         * @property {Array.<Uint8Array>|null} [charters] Evidence charters
         * @property {Array.<Uint8Array>|null} [certificates] Evidence certificates
         * @property {Array.<Uint8Array>|null} [revocations] Evidence revocations
         * @property {Array.<Uint8Array>|null} [forks] Evidence forks
         * @property {Uint8Array|null} [receipt] Evidence receipt
         * @property {Uint8Array|null} [receiptSignature] Evidence receiptSignature
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Evidence.
         * @memberof entente
         * @interface IEvidence
         * @augments entente.Evidence.$Properties
         * @deprecated Use entente.Evidence.$Properties instead.
         */

        /**
         * Shape of an Evidence.
         * @typedef {entente.Evidence.$Properties} entente.Evidence.$Shape
         */

        /**
         * Constructs a new Evidence.
         * @memberof entente
         * @classdesc Represents an Evidence.
         * @constructor
         * @param {entente.Evidence.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Evidence = function (properties) {
            this.related = [];
            this.charters = [];
            this.certificates = [];
            this.revocations = [];
            this.forks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Evidence format.
         * @member {number} format
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.format = 0;

        /**
         * Evidence network.
         * @member {Uint8Array} network
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.network = $util.newBuffer([]);

        /**
         * Evidence subject.
         * @member {entente.Proven.$Properties|null|undefined} subject
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.subject = null;

        /**
         * Evidence related.
         * @member {Array.<entente.Proven.$Properties>} related
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.related = $util.emptyArray;

        /**
         * Evidence charters.
         * @member {Array.<Uint8Array>} charters
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.charters = $util.emptyArray;

        /**
         * Evidence certificates.
         * @member {Array.<Uint8Array>} certificates
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.certificates = $util.emptyArray;

        /**
         * Evidence revocations.
         * @member {Array.<Uint8Array>} revocations
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.revocations = $util.emptyArray;

        /**
         * Evidence forks.
         * @member {Array.<Uint8Array>} forks
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.forks = $util.emptyArray;

        /**
         * Evidence receipt.
         * @member {Uint8Array} receipt
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.receipt = $util.newBuffer([]);

        /**
         * Evidence receiptSignature.
         * @member {Uint8Array} receiptSignature
         * @memberof entente.Evidence
         * @instance
         */
        Evidence.prototype.receiptSignature = $util.newBuffer([]);

        /**
         * Encodes the specified Evidence message. Does not implicitly {@link entente.Evidence.verify|verify} messages.
         * @function encode
         * @memberof entente.Evidence
         * @static
         * @param {entente.Evidence.$Properties} message Evidence message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Evidence.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                $root.entente.Proven.encode(message.subject, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.related != null && message.related.length)
                for (let i = 0; i < message.related.length; ++i)
                    $root.entente.Proven.encode(message.related[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.charters != null && message.charters.length)
                for (let i = 0; i < message.charters.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.charters[i]);
            if (message.certificates != null && message.certificates.length)
                for (let i = 0; i < message.certificates.length; ++i)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.certificates[i]);
            if (message.revocations != null && message.revocations.length)
                for (let i = 0; i < message.revocations.length; ++i)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.revocations[i]);
            if (message.forks != null && message.forks.length)
                for (let i = 0; i < message.forks.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.forks[i]);
            if (message.receipt != null && $Object.hasOwnProperty.call(message, "receipt") && message.receipt.length)
                writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.receipt);
            if (message.receiptSignature != null && $Object.hasOwnProperty.call(message, "receiptSignature") && message.receiptSignature.length)
                writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.receiptSignature);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Evidence message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Evidence
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Evidence & entente.Evidence.$Shape} Evidence
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Evidence.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Evidence();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.subject = $root.entente.Proven.decode(reader, reader.size(), $undefined, _depth + 1, message.subject);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.related && message.related.length))
                            message.related = [];
                        message.related.push($root.entente.Proven.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.charters && message.charters.length))
                            message.charters = [];
                        message.charters.push(reader.bytes());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.certificates && message.certificates.length))
                            message.certificates = [];
                        message.certificates.push(reader.bytes());
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.revocations && message.revocations.length))
                            message.revocations = [];
                        message.revocations.push(reader.bytes());
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.forks && message.forks.length))
                            message.forks = [];
                        message.forks.push(reader.bytes());
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.receipt = value;
                        else
                            delete message.receipt;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.receiptSignature = value;
                        else
                            delete message.receiptSignature;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Evidence;
    })();

    entente.AuditCheckpoint = (function() {

        /**
         * Properties of an AuditCheckpoint.
         * @typedef {Object} entente.AuditCheckpoint.$Properties
         * @property {number|null} [format] AuditCheckpoint format
         * @property {Uint8Array|null} [network] AuditCheckpoint network
         * @property {Uint8Array|null} [nodeKey] AuditCheckpoint nodeKey
         * @property {number|null} [seq] AuditCheckpoint seq
         * @property {Uint8Array|null} [hash] AuditCheckpoint hash
         * @property {number|null} [time] AuditCheckpoint time
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an AuditCheckpoint.
         * @memberof entente
         * @interface IAuditCheckpoint
         * @augments entente.AuditCheckpoint.$Properties
         * @deprecated Use entente.AuditCheckpoint.$Properties instead.
         */

        /**
         * Shape of an AuditCheckpoint.
         * @typedef {entente.AuditCheckpoint.$Properties} entente.AuditCheckpoint.$Shape
         */

        /**
         * Constructs a new AuditCheckpoint.
         * @memberof entente
         * @classdesc Represents an AuditCheckpoint.
         * @constructor
         * @param {entente.AuditCheckpoint.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const AuditCheckpoint = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * AuditCheckpoint format.
         * @member {number} format
         * @memberof entente.AuditCheckpoint
         * @instance
         */
        AuditCheckpoint.prototype.format = 0;

        /**
         * AuditCheckpoint network.
         * @member {Uint8Array} network
         * @memberof entente.AuditCheckpoint
         * @instance
         */
        AuditCheckpoint.prototype.network = $util.newBuffer([]);

        /**
         * AuditCheckpoint nodeKey.
         * @member {Uint8Array} nodeKey
         * @memberof entente.AuditCheckpoint
         * @instance
         */
        AuditCheckpoint.prototype.nodeKey = $util.newBuffer([]);

        /**
         * AuditCheckpoint seq.
         * @member {number} seq
         * @memberof entente.AuditCheckpoint
         * @instance
         */
        AuditCheckpoint.prototype.seq = 0;

        /**
         * AuditCheckpoint hash.
         * @member {Uint8Array} hash
         * @memberof entente.AuditCheckpoint
         * @instance
         */
        AuditCheckpoint.prototype.hash = $util.newBuffer([]);

        /**
         * AuditCheckpoint time.
         * @member {number} time
         * @memberof entente.AuditCheckpoint
         * @instance
         */
        AuditCheckpoint.prototype.time = 0;

        /**
         * Encodes the specified AuditCheckpoint message. Does not implicitly {@link entente.AuditCheckpoint.verify|verify} messages.
         * @function encode
         * @memberof entente.AuditCheckpoint
         * @static
         * @param {entente.AuditCheckpoint.$Properties} message AuditCheckpoint message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        AuditCheckpoint.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.nodeKey != null && $Object.hasOwnProperty.call(message, "nodeKey") && message.nodeKey.length)
                writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.nodeKey);
            if (message.seq != null && $Object.hasOwnProperty.call(message, "seq") && (typeof message.seq === "object" ? message.seq.low || message.seq.high : message.seq !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.seq);
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.hash);
            if (message.time != null && $Object.hasOwnProperty.call(message, "time") && (typeof message.time === "object" ? message.time.low || message.time.high : message.time !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.time);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an AuditCheckpoint message from the specified reader or buffer.
         * @function decode
         * @memberof entente.AuditCheckpoint
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.AuditCheckpoint & entente.AuditCheckpoint.$Shape} AuditCheckpoint
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        AuditCheckpoint.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.AuditCheckpoint();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nodeKey = value;
                        else
                            delete message.nodeKey;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.seq = value;
                        else
                            delete message.seq;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = $uint64(reader)) === "object" ? value.low || value.high : value !== 0)
                            message.time = value;
                        else
                            delete message.time;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AuditCheckpoint;
    })();

    entente.MembershipRequest = (function() {

        /**
         * Properties of a MembershipRequest.
         * @typedef {Object} entente.MembershipRequest.$Properties
         * @property {number|null} [format] MembershipRequest format
         * @property {entente.Member.$Properties|null} [member] MembershipRequest member
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a MembershipRequest.
         * @memberof entente
         * @interface IMembershipRequest
         * @augments entente.MembershipRequest.$Properties
         * @deprecated Use entente.MembershipRequest.$Properties instead.
         */

        /**
         * Shape of a MembershipRequest.
         * @typedef {entente.MembershipRequest.$Properties} entente.MembershipRequest.$Shape
         */

        /**
         * Constructs a new MembershipRequest.
         * @memberof entente
         * @classdesc Represents a MembershipRequest.
         * @constructor
         * @param {entente.MembershipRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const MembershipRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * MembershipRequest format.
         * @member {number} format
         * @memberof entente.MembershipRequest
         * @instance
         */
        MembershipRequest.prototype.format = 0;

        /**
         * MembershipRequest member.
         * @member {entente.Member.$Properties|null|undefined} member
         * @memberof entente.MembershipRequest
         * @instance
         */
        MembershipRequest.prototype.member = null;

        /**
         * Encodes the specified MembershipRequest message. Does not implicitly {@link entente.MembershipRequest.verify|verify} messages.
         * @function encode
         * @memberof entente.MembershipRequest
         * @static
         * @param {entente.MembershipRequest.$Properties} message MembershipRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        MembershipRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.member != null && $Object.hasOwnProperty.call(message, "member"))
                $root.entente.Member.encode(message.member, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a MembershipRequest message from the specified reader or buffer.
         * @function decode
         * @memberof entente.MembershipRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.MembershipRequest & entente.MembershipRequest.$Shape} MembershipRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        MembershipRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.MembershipRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.member = $root.entente.Member.decode(reader, reader.size(), $undefined, _depth + 1, message.member);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return MembershipRequest;
    })();

    entente.Invitation = (function() {

        /**
         * Properties of an Invitation.
         * @typedef {Object} entente.Invitation.$Properties
         * @property {number|null} [format] Invitation format
         * @property {Uint8Array|null} [network] Invitation network
         * @property {Array.<Uint8Array>|null} [control] Invitation control
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Invitation.
         * @memberof entente
         * @interface IInvitation
         * @augments entente.Invitation.$Properties
         * @deprecated Use entente.Invitation.$Properties instead.
         */

        /**
         * Shape of an Invitation.
         * @typedef {entente.Invitation.$Properties} entente.Invitation.$Shape
         */

        /**
         * Constructs a new Invitation.
         * @memberof entente
         * @classdesc Represents an Invitation.
         * @constructor
         * @param {entente.Invitation.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Invitation = function (properties) {
            this.control = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Invitation format.
         * @member {number} format
         * @memberof entente.Invitation
         * @instance
         */
        Invitation.prototype.format = 0;

        /**
         * Invitation network.
         * @member {Uint8Array} network
         * @memberof entente.Invitation
         * @instance
         */
        Invitation.prototype.network = $util.newBuffer([]);

        /**
         * Invitation control.
         * @member {Array.<Uint8Array>} control
         * @memberof entente.Invitation
         * @instance
         */
        Invitation.prototype.control = $util.emptyArray;

        /**
         * Encodes the specified Invitation message. Does not implicitly {@link entente.Invitation.verify|verify} messages.
         * @function encode
         * @memberof entente.Invitation
         * @static
         * @param {entente.Invitation.$Properties} message Invitation message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Invitation.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.network);
            if (message.control != null && message.control.length)
                for (let i = 0; i < message.control.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.control[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Invitation message from the specified reader or buffer.
         * @function decode
         * @memberof entente.Invitation
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {entente.Invitation & entente.Invitation.$Shape} Invitation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Invitation.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.entente.Invitation();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.control && message.control.length))
                            message.control = [];
                        message.control.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Invitation;
    })();

    return entente;
})();

export {
  $root as default
};
