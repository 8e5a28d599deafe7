import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace entente. */
export namespace entente {

    /** SubjectKind enum. */
    enum SubjectKind {

        /** SUBJECT_KIND_UNSPECIFIED value */
        SUBJECT_KIND_UNSPECIFIED = 0,

        /** ADDRESS value */
        ADDRESS = 1,

        /** TRANSACTION value */
        TRANSACTION = 2,

        /** DOMAIN value */
        DOMAIN = 3,

        /** URL value */
        URL = 4,

        /** IP value */
        IP = 5,

        /** EMAIL value */
        EMAIL = 6,

        /** PHONE value */
        PHONE = 7,

        /** IBAN value */
        IBAN = 8,

        /** ACCOUNT value */
        ACCOUNT = 9,

        /** FILE_HASH value */
        FILE_HASH = 10
    }

    /**
     * Properties of a Subject.
     * @deprecated Use entente.Subject.$Properties instead.
     */
    interface ISubject extends entente.Subject.$Properties {
    }

    /** Represents a Subject. */
    class Subject {

        /**
         * Constructs a new Subject.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Subject.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Subject kind. */
        kind: entente.SubjectKind;

        /** Subject chain. */
        chain: string;

        /** Subject value. */
        value: string;

        /**
         * Encodes the specified Subject message. Does not implicitly {@link entente.Subject.verify|verify} messages.
         * @param message Subject message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Subject.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Subject message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Subject & entente.Subject.$Shape} Subject
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Subject & entente.Subject.$Shape;
    }

    namespace Subject {

        /** Properties of a Subject. */
        interface $Properties {

            /** Subject kind */
            kind?: (entente.SubjectKind|null);

            /** Subject chain */
            chain?: (string|null);

            /** Subject value */
            value?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Subject. */
        type $Shape = entente.Subject.$Properties;
    }

    /** StatementKind enum. */
    enum StatementKind {

        /** STATEMENT_KIND_UNSPECIFIED value */
        STATEMENT_KIND_UNSPECIFIED = 0,

        /** INDICATOR value */
        INDICATOR = 1,

        /** SIGHTING value */
        SIGHTING = 2,

        /** DISPUTE value */
        DISPUTE = 3,

        /** WITHDRAWAL value */
        WITHDRAWAL = 4,

        /** ADVISORY value */
        ADVISORY = 5,

        /** REQUEST value */
        REQUEST = 6,

        /** RESPONSE value */
        RESPONSE = 7,

        /** PROTECTION value */
        PROTECTION = 8
    }

    /** Role enum. */
    enum Role {

        /** ROLE_UNSPECIFIED value */
        ROLE_UNSPECIFIED = 0,

        /** ACTOR value */
        ACTOR = 1,

        /** VICTIM value */
        VICTIM = 2,

        /** MENTION value */
        MENTION = 3,

        /** SERVICE value */
        SERVICE = 4
    }

    /** Basis enum. */
    enum Basis {

        /** BASIS_UNSPECIFIED value */
        BASIS_UNSPECIFIED = 0,

        /** OWNERSHIP value */
        OWNERSHIP = 1,

        /** LEDGER_IMMANENT value */
        LEDGER_IMMANENT = 2,

        /** MANUAL_TRANSACTION value */
        MANUAL_TRANSACTION = 3,

        /** SERVICE_API value */
        SERVICE_API = 4,

        /** FORENSIC value */
        FORENSIC = 5,

        /** AUTHORITY_DATA value */
        AUTHORITY_DATA = 6,

        /** TRUSTED_PROVIDER value */
        TRUSTED_PROVIDER = 7,

        /** UNTRUSTED_TRANSACTION value */
        UNTRUSTED_TRANSACTION = 8,

        /** WEB_CRAWL value */
        WEB_CRAWL = 9,

        /** HEURISTIC value */
        HEURISTIC = 10,

        /** UNKNOWN value */
        UNKNOWN = 11
    }

    /**
     * Properties of an Origin.
     * @deprecated Use entente.Origin.$Properties instead.
     */
    interface IOrigin extends entente.Origin.$Properties {
    }

    /** Represents an Origin. */
    class Origin {

        /**
         * Constructs a new Origin.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Origin.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Origin feed. */
        feed: string;

        /** Origin source. */
        source: string;

        /** Origin record. */
        record: string;

        /**
         * Encodes the specified Origin message. Does not implicitly {@link entente.Origin.verify|verify} messages.
         * @param message Origin message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Origin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Origin message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Origin & entente.Origin.$Shape} Origin
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Origin & entente.Origin.$Shape;
    }

    namespace Origin {

        /** Properties of an Origin. */
        interface $Properties {

            /** Origin feed */
            feed?: (string|null);

            /** Origin source */
            source?: (string|null);

            /** Origin record */
            record?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Origin. */
        type $Shape = entente.Origin.$Properties;
    }

    /**
     * Properties of a StatementRef.
     * @deprecated Use entente.StatementRef.$Properties instead.
     */
    interface IStatementRef extends entente.StatementRef.$Properties {
    }

    /** Represents a StatementRef. */
    class StatementRef {

        /**
         * Constructs a new StatementRef.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.StatementRef.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StatementRef bundle. */
        bundle: Uint8Array;

        /** StatementRef index. */
        index: number;

        /**
         * Encodes the specified StatementRef message. Does not implicitly {@link entente.StatementRef.verify|verify} messages.
         * @param message StatementRef message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.StatementRef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StatementRef message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.StatementRef & entente.StatementRef.$Shape} StatementRef
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.StatementRef & entente.StatementRef.$Shape;
    }

    namespace StatementRef {

        /** Properties of a StatementRef. */
        interface $Properties {

            /** StatementRef bundle */
            bundle?: (Uint8Array|null);

            /** StatementRef index */
            index?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StatementRef. */
        type $Shape = entente.StatementRef.$Properties;
    }

    /**
     * Properties of a Relation.
     * @deprecated Use entente.Relation.$Properties instead.
     */
    interface IRelation extends entente.Relation.$Properties {
    }

    /** Represents a Relation. */
    class Relation {

        /**
         * Constructs a new Relation.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Relation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Relation type. */
        type: string;

        /** Relation subject. */
        subject?: (entente.Subject.$Properties|null);

        /** Relation statement. */
        statement?: (entente.StatementRef.$Properties|null);

        /**
         * Encodes the specified Relation message. Does not implicitly {@link entente.Relation.verify|verify} messages.
         * @param message Relation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Relation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Relation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Relation & entente.Relation.$Shape} Relation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Relation & entente.Relation.$Shape;
    }

    namespace Relation {

        /** Properties of a Relation. */
        interface $Properties {

            /** Relation type */
            type?: (string|null);

            /** Relation subject */
            subject?: (entente.Subject.$Properties|null);

            /** Relation statement */
            statement?: (entente.StatementRef.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Relation. */
        type $Shape = entente.Relation.$Properties;
    }

    /**
     * Properties of a Statement.
     * @deprecated Use entente.Statement.$Properties instead.
     */
    interface IStatement extends entente.Statement.$Properties {
    }

    /** Represents a Statement. */
    class Statement {

        /**
         * Constructs a new Statement.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Statement.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Statement kind. */
        kind: entente.StatementKind;

        /** Statement subject. */
        subject?: (entente.Subject.$Properties|null);

        /** Statement category. */
        category: string;

        /** Statement confidence. */
        confidence: number;

        /** Statement role. */
        role: entente.Role;

        /** Statement basis. */
        basis: entente.Basis;

        /** Statement description. */
        description: string;

        /** Statement labels. */
        labels: string[];

        /** Statement origin. */
        origin?: (entente.Origin.$Properties|null);

        /** Statement firstSeen. */
        firstSeen: number;

        /** Statement lastSeen. */
        lastSeen: number;

        /** Statement validUntil. */
        validUntil: number;

        /** Statement replaces. */
        replaces?: (entente.StatementRef.$Properties|null);

        /** Statement target. */
        target?: (entente.StatementRef.$Properties|null);

        /** Statement reason. */
        reason: string;

        /** Statement relations. */
        relations: entente.Relation.$Properties[];

        /** Statement readers. */
        readers: string[];

        /** Statement external. */
        external: string[];

        /** Statement sightings. */
        sightings: number;

        /** Statement request. */
        request?: (entente.Request.$Properties|null);

        /** Statement response. */
        response?: (entente.Response.$Properties|null);

        /**
         * Encodes the specified Statement message. Does not implicitly {@link entente.Statement.verify|verify} messages.
         * @param message Statement message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Statement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Statement message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Statement & entente.Statement.$Shape} Statement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Statement & entente.Statement.$Shape;
    }

    namespace Statement {

        /** Properties of a Statement. */
        interface $Properties {

            /** Statement kind */
            kind?: (entente.StatementKind|null);

            /** Statement subject */
            subject?: (entente.Subject.$Properties|null);

            /** Statement category */
            category?: (string|null);

            /** Statement confidence */
            confidence?: (number|null);

            /** Statement role */
            role?: (entente.Role|null);

            /** Statement basis */
            basis?: (entente.Basis|null);

            /** Statement description */
            description?: (string|null);

            /** Statement labels */
            labels?: (string[]|null);

            /** Statement origin */
            origin?: (entente.Origin.$Properties|null);

            /** Statement firstSeen */
            firstSeen?: (number|null);

            /** Statement lastSeen */
            lastSeen?: (number|null);

            /** Statement validUntil */
            validUntil?: (number|null);

            /** Statement replaces */
            replaces?: (entente.StatementRef.$Properties|null);

            /** Statement target */
            target?: (entente.StatementRef.$Properties|null);

            /** Statement reason */
            reason?: (string|null);

            /** Statement relations */
            relations?: (entente.Relation.$Properties[]|null);

            /** Statement readers */
            readers?: (string[]|null);

            /** Statement external */
            external?: (string[]|null);

            /** Statement sightings */
            sightings?: (number|null);

            /** Statement request */
            request?: (entente.Request.$Properties|null);

            /** Statement response */
            response?: (entente.Response.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Statement. */
        type $Shape = entente.Statement.$Properties;
    }

    /**
     * Properties of a Request.
     * @deprecated Use entente.Request.$Properties instead.
     */
    interface IRequest extends entente.Request.$Properties {
    }

    /** Represents a Request. */
    class Request {

        /**
         * Constructs a new Request.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Request.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Request caseReference. */
        caseReference: string;

        /** Request legalBasis. */
        legalBasis: string;

        /** Request authority. */
        authority: string;

        /** Request process. */
        process: string;

        /** Request actions. */
        actions: string[];

        /** Request deadline. */
        deadline: number;

        /** Request doNotNotify. */
        doNotNotify: boolean;

        /** Request documents. */
        documents: Uint8Array[];

        /**
         * Encodes the specified Request message. Does not implicitly {@link entente.Request.verify|verify} messages.
         * @param message Request message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Request.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Request message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Request & entente.Request.$Shape} Request
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Request & entente.Request.$Shape;
    }

    namespace Request {

        /** Properties of a Request. */
        interface $Properties {

            /** Request caseReference */
            caseReference?: (string|null);

            /** Request legalBasis */
            legalBasis?: (string|null);

            /** Request authority */
            authority?: (string|null);

            /** Request process */
            process?: (string|null);

            /** Request actions */
            actions?: (string[]|null);

            /** Request deadline */
            deadline?: (number|null);

            /** Request doNotNotify */
            doNotNotify?: (boolean|null);

            /** Request documents */
            documents?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Request. */
        type $Shape = entente.Request.$Properties;
    }

    /**
     * Properties of a Response.
     * @deprecated Use entente.Response.$Properties instead.
     */
    interface IResponse extends entente.Response.$Properties {
    }

    /** Represents a Response. */
    class Response {

        /**
         * Constructs a new Response.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Response.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Response outcome. */
        outcome: string;

        /** Response text. */
        text: string;

        /** Response documents. */
        documents: Uint8Array[];

        /**
         * Encodes the specified Response message. Does not implicitly {@link entente.Response.verify|verify} messages.
         * @param message Response message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Response.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Response message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Response & entente.Response.$Shape} Response
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Response & entente.Response.$Shape;
    }

    namespace Response {

        /** Properties of a Response. */
        interface $Properties {

            /** Response outcome */
            outcome?: (string|null);

            /** Response text */
            text?: (string|null);

            /** Response documents */
            documents?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Response. */
        type $Shape = entente.Response.$Properties;
    }

    /** Tlp enum. */
    enum Tlp {

        /** TLP_UNSPECIFIED value */
        TLP_UNSPECIFIED = 0,

        /** CLEAR value */
        CLEAR = 1,

        /** GREEN value */
        GREEN = 2,

        /** AMBER value */
        AMBER = 3,

        /** AMBER_STRICT value */
        AMBER_STRICT = 4,

        /** RED value */
        RED = 5
    }

    /** Pap enum. */
    enum Pap {

        /** PAP_UNSPECIFIED value */
        PAP_UNSPECIFIED = 0,

        /** PAP_CLEAR value */
        PAP_CLEAR = 1,

        /** PAP_GREEN value */
        PAP_GREEN = 2,

        /** PAP_AMBER value */
        PAP_AMBER = 3,

        /** PAP_RED value */
        PAP_RED = 4
    }

    /**
     * Properties of a Marking.
     * @deprecated Use entente.Marking.$Properties instead.
     */
    interface IMarking extends entente.Marking.$Properties {
    }

    /** Represents a Marking. */
    class Marking {

        /**
         * Constructs a new Marking.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Marking.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Marking tlp. */
        tlp: entente.Tlp;

        /** Marking pap. */
        pap: entente.Pap;

        /** Marking permittedActions. */
        permittedActions: string[];

        /** Marking jurisdictions. */
        jurisdictions: string[];

        /** Marking noRepublish. */
        noRepublish: boolean;

        /**
         * Encodes the specified Marking message. Does not implicitly {@link entente.Marking.verify|verify} messages.
         * @param message Marking message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Marking.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Marking message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Marking & entente.Marking.$Shape} Marking
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Marking & entente.Marking.$Shape;
    }

    namespace Marking {

        /** Properties of a Marking. */
        interface $Properties {

            /** Marking tlp */
            tlp?: (entente.Tlp|null);

            /** Marking pap */
            pap?: (entente.Pap|null);

            /** Marking permittedActions */
            permittedActions?: (string[]|null);

            /** Marking jurisdictions */
            jurisdictions?: (string[]|null);

            /** Marking noRepublish */
            noRepublish?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Marking. */
        type $Shape = entente.Marking.$Properties;
    }

    /** AudienceOp enum. */
    enum AudienceOp {

        /** AUDIENCE_OP_UNSPECIFIED value */
        AUDIENCE_OP_UNSPECIFIED = 0,

        /** EVERYONE value */
        EVERYONE = 1,

        /** GROUP value */
        GROUP = 2,

        /** KIND value */
        KIND = 3,

        /** JURISDICTION value */
        JURISDICTION = 4,

        /** MEMBER value */
        MEMBER = 5,

        /** ALL value */
        ALL = 6,

        /** ANY value */
        ANY = 7,

        /** NOT value */
        NOT = 8
    }

    /**
     * Properties of an AudienceExpr.
     * @deprecated Use entente.AudienceExpr.$Properties instead.
     */
    interface IAudienceExpr extends entente.AudienceExpr.$Properties {
    }

    /** Represents an AudienceExpr. */
    class AudienceExpr {

        /**
         * Constructs a new AudienceExpr.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.AudienceExpr.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AudienceExpr op. */
        op: entente.AudienceOp;

        /** AudienceExpr names. */
        names: string[];

        /** AudienceExpr of. */
        of: entente.AudienceExpr.$Properties[];

        /**
         * Encodes the specified AudienceExpr message. Does not implicitly {@link entente.AudienceExpr.verify|verify} messages.
         * @param message AudienceExpr message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.AudienceExpr.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AudienceExpr message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.AudienceExpr & entente.AudienceExpr.$Shape} AudienceExpr
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.AudienceExpr & entente.AudienceExpr.$Shape;
    }

    namespace AudienceExpr {

        /** Properties of an AudienceExpr. */
        interface $Properties {

            /** AudienceExpr op */
            op?: (entente.AudienceOp|null);

            /** AudienceExpr names */
            names?: (string[]|null);

            /** AudienceExpr of */
            of?: (entente.AudienceExpr.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AudienceExpr. */
        type $Shape = entente.AudienceExpr.$Properties;
    }

    /**
     * Properties of an Audience.
     * @deprecated Use entente.Audience.$Properties instead.
     */
    interface IAudience extends entente.Audience.$Properties {
    }

    /** Represents an Audience. */
    class Audience {

        /**
         * Constructs a new Audience.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Audience.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Audience expr. */
        expr?: (entente.AudienceExpr.$Properties|null);

        /** Audience shareHistory. */
        shareHistory: boolean;

        /**
         * Encodes the specified Audience message. Does not implicitly {@link entente.Audience.verify|verify} messages.
         * @param message Audience message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Audience.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Audience message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Audience & entente.Audience.$Shape} Audience
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Audience & entente.Audience.$Shape;
    }

    namespace Audience {

        /** Properties of an Audience. */
        interface $Properties {

            /** Audience expr */
            expr?: (entente.AudienceExpr.$Properties|null);

            /** Audience shareHistory */
            shareHistory?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Audience. */
        type $Shape = entente.Audience.$Properties;
    }

    /** Entry enum. */
    enum Entry {

        /** ENTRY_UNSPECIFIED value */
        ENTRY_UNSPECIFIED = 0,

        /** STATEMENTS value */
        STATEMENTS = 1,

        /** GRANTS value */
        GRANTS = 2
    }

    /**
     * Properties of a Seal.
     * @deprecated Use entente.Seal.$Properties instead.
     */
    interface ISeal extends entente.Seal.$Properties {
    }

    /** Represents a Seal. */
    class Seal {

        /**
         * Constructs a new Seal.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Seal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Seal suite. */
        suite: number;

        /** Seal epoch. */
        epoch: number;

        /** Seal commitment. */
        commitment: Uint8Array;

        /** Seal digest. */
        digest: Uint8Array;

        /**
         * Encodes the specified Seal message. Does not implicitly {@link entente.Seal.verify|verify} messages.
         * @param message Seal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Seal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Seal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Seal & entente.Seal.$Shape} Seal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Seal & entente.Seal.$Shape;
    }

    namespace Seal {

        /** Properties of a Seal. */
        interface $Properties {

            /** Seal suite */
            suite?: (number|null);

            /** Seal epoch */
            epoch?: (number|null);

            /** Seal commitment */
            commitment?: (Uint8Array|null);

            /** Seal digest */
            digest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Seal. */
        type $Shape = entente.Seal.$Properties;
    }

    /**
     * Properties of a Header.
     * @deprecated Use entente.Header.$Properties instead.
     */
    interface IHeader extends entente.Header.$Properties {
    }

    /** Represents a Header. */
    class Header {

        /**
         * Constructs a new Header.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Header.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Header version. */
        version: number;

        /** Header network. */
        network: Uint8Array;

        /** Header member. */
        member: string;

        /** Header node. */
        node: Uint8Array;

        /** Header nonce. */
        nonce: Uint8Array;

        /** Header audience. */
        audience?: (entente.Audience.$Properties|null);

        /** Header marking. */
        marking?: (entente.Marking.$Properties|null);

        /** Header seq. */
        seq: number;

        /** Header prev. */
        prev: Uint8Array;

        /** Header charterVersion. */
        charterVersion: number;

        /** Header charterHash. */
        charterHash: Uint8Array;

        /** Header issuedAt. */
        issuedAt: number;

        /** Header entry. */
        entry: entente.Entry;

        /** Header count. */
        count: number;

        /** Header root. */
        root: Uint8Array;

        /** Header seal. */
        seal?: (entente.Seal.$Properties|null);

        /**
         * Encodes the specified Header message. Does not implicitly {@link entente.Header.verify|verify} messages.
         * @param message Header message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Header.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Header message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Header & entente.Header.$Shape} Header
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Header & entente.Header.$Shape;
    }

    namespace Header {

        /** Properties of a Header. */
        interface $Properties {

            /** Header version */
            version?: (number|null);

            /** Header network */
            network?: (Uint8Array|null);

            /** Header member */
            member?: (string|null);

            /** Header node */
            node?: (Uint8Array|null);

            /** Header nonce */
            nonce?: (Uint8Array|null);

            /** Header audience */
            audience?: (entente.Audience.$Properties|null);

            /** Header marking */
            marking?: (entente.Marking.$Properties|null);

            /** Header seq */
            seq?: (number|null);

            /** Header prev */
            prev?: (Uint8Array|null);

            /** Header charterVersion */
            charterVersion?: (number|null);

            /** Header charterHash */
            charterHash?: (Uint8Array|null);

            /** Header issuedAt */
            issuedAt?: (number|null);

            /** Header entry */
            entry?: (entente.Entry|null);

            /** Header count */
            count?: (number|null);

            /** Header root */
            root?: (Uint8Array|null);

            /** Header seal */
            seal?: (entente.Seal.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Header. */
        type $Shape = entente.Header.$Properties;
    }

    /**
     * Properties of a Slot.
     * @deprecated Use entente.Slot.$Properties instead.
     */
    interface ISlot extends entente.Slot.$Properties {
    }

    /** Represents a Slot. */
    class Slot {

        /**
         * Constructs a new Slot.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Slot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Slot salt. */
        salt: Uint8Array;

        /** Slot statement. */
        statement: Uint8Array;

        /** Slot leaf. */
        leaf: Uint8Array;

        /**
         * Encodes the specified Slot message. Does not implicitly {@link entente.Slot.verify|verify} messages.
         * @param message Slot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Slot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Slot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Slot & entente.Slot.$Shape} Slot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Slot & entente.Slot.$Shape;
    }

    namespace Slot {

        /** Properties of a Slot. */
        interface $Properties {

            /** Slot salt */
            salt?: (Uint8Array|null);

            /** Slot statement */
            statement?: (Uint8Array|null);

            /** Slot leaf */
            leaf?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Slot. */
        type $Shape = entente.Slot.$Properties;
    }

    /**
     * Properties of a Payload.
     * @deprecated Use entente.Payload.$Properties instead.
     */
    interface IPayload extends entente.Payload.$Properties {
    }

    /** Represents a Payload. */
    class Payload {

        /**
         * Constructs a new Payload.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Payload.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Payload slots. */
        slots: entente.Slot.$Properties[];

        /**
         * Encodes the specified Payload message. Does not implicitly {@link entente.Payload.verify|verify} messages.
         * @param message Payload message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Payload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Payload message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Payload & entente.Payload.$Shape} Payload
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Payload & entente.Payload.$Shape;
    }

    namespace Payload {

        /** Properties of a Payload. */
        interface $Properties {

            /** Payload slots */
            slots?: (entente.Slot.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Payload. */
        type $Shape = entente.Payload.$Properties;
    }

    /**
     * Properties of a Grant.
     * @deprecated Use entente.Grant.$Properties instead.
     */
    interface IGrant extends entente.Grant.$Properties {
    }

    /** Represents a Grant. */
    class Grant {

        /**
         * Constructs a new Grant.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Grant.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Grant node. */
        node: Uint8Array;

        /** Grant epoch. */
        epoch: number;

        /** Grant kemKeyHash. */
        kemKeyHash: Uint8Array;

        /** Grant encapsulation. */
        encapsulation: Uint8Array;

        /** Grant wrapped. */
        wrapped: Uint8Array;

        /** Grant audienceHash. */
        audienceHash: Uint8Array;

        /** Grant commitment. */
        commitment: Uint8Array;

        /** Grant history. */
        history: Uint8Array;

        /**
         * Encodes the specified Grant message. Does not implicitly {@link entente.Grant.verify|verify} messages.
         * @param message Grant message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Grant.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Grant message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Grant & entente.Grant.$Shape} Grant
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Grant & entente.Grant.$Shape;
    }

    namespace Grant {

        /** Properties of a Grant. */
        interface $Properties {

            /** Grant node */
            node?: (Uint8Array|null);

            /** Grant epoch */
            epoch?: (number|null);

            /** Grant kemKeyHash */
            kemKeyHash?: (Uint8Array|null);

            /** Grant encapsulation */
            encapsulation?: (Uint8Array|null);

            /** Grant wrapped */
            wrapped?: (Uint8Array|null);

            /** Grant audienceHash */
            audienceHash?: (Uint8Array|null);

            /** Grant commitment */
            commitment?: (Uint8Array|null);

            /** Grant history */
            history?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Grant. */
        type $Shape = entente.Grant.$Properties;
    }

    /**
     * Properties of an EpochKey.
     * @deprecated Use entente.EpochKey.$Properties instead.
     */
    interface IEpochKey extends entente.EpochKey.$Properties {
    }

    /** Represents an EpochKey. */
    class EpochKey {

        /**
         * Constructs a new EpochKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.EpochKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** EpochKey nonce. */
        nonce: Uint8Array;

        /** EpochKey epoch. */
        epoch: number;

        /** EpochKey key. */
        key: Uint8Array;

        /**
         * Encodes the specified EpochKey message. Does not implicitly {@link entente.EpochKey.verify|verify} messages.
         * @param message EpochKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.EpochKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an EpochKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.EpochKey & entente.EpochKey.$Shape} EpochKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.EpochKey & entente.EpochKey.$Shape;
    }

    namespace EpochKey {

        /** Properties of an EpochKey. */
        interface $Properties {

            /** EpochKey nonce */
            nonce?: (Uint8Array|null);

            /** EpochKey epoch */
            epoch?: (number|null);

            /** EpochKey key */
            key?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an EpochKey. */
        type $Shape = entente.EpochKey.$Properties;
    }

    /**
     * Properties of a History.
     * @deprecated Use entente.History.$Properties instead.
     */
    interface IHistory extends entente.History.$Properties {
    }

    /** Represents a History. */
    class History {

        /**
         * Constructs a new History.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.History.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** History keys. */
        keys: entente.EpochKey.$Properties[];

        /**
         * Encodes the specified History message. Does not implicitly {@link entente.History.verify|verify} messages.
         * @param message History message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.History.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a History message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.History & entente.History.$Shape} History
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.History & entente.History.$Shape;
    }

    namespace History {

        /** Properties of a History. */
        interface $Properties {

            /** History keys */
            keys?: (entente.EpochKey.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a History. */
        type $Shape = entente.History.$Properties;
    }

    /** Compression enum. */
    enum Compression {

        /** COMPRESSION_UNSPECIFIED value */
        COMPRESSION_UNSPECIFIED = 0,

        /** NONE value */
        NONE = 1,

        /** ZSTD value */
        ZSTD = 2
    }

    /**
     * Properties of a Frame.
     * @deprecated Use entente.Frame.$Properties instead.
     */
    interface IFrame extends entente.Frame.$Properties {
    }

    /** Represents a Frame. */
    class Frame {

        /**
         * Constructs a new Frame.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Frame.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Frame header. */
        header: Uint8Array;

        /** Frame signature. */
        signature: Uint8Array;

        /** Frame compression. */
        compression: entente.Compression;

        /** Frame size. */
        size: number;

        /** Frame payload. */
        payload: Uint8Array;

        /**
         * Encodes the specified Frame message. Does not implicitly {@link entente.Frame.verify|verify} messages.
         * @param message Frame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Frame message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Frame & entente.Frame.$Shape} Frame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Frame & entente.Frame.$Shape;
    }

    namespace Frame {

        /** Properties of a Frame. */
        interface $Properties {

            /** Frame header */
            header?: (Uint8Array|null);

            /** Frame signature */
            signature?: (Uint8Array|null);

            /** Frame compression */
            compression?: (entente.Compression|null);

            /** Frame size */
            size?: (number|null);

            /** Frame payload */
            payload?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Frame. */
        type $Shape = entente.Frame.$Properties;
    }

    /** MemberKind enum. */
    enum MemberKind {

        /** MEMBER_KIND_UNSPECIFIED value */
        MEMBER_KIND_UNSPECIFIED = 0,

        /** EXCHANGE value */
        EXCHANGE = 1,

        /** ANALYTICS value */
        ANALYTICS = 2,

        /** AGENCY value */
        AGENCY = 3,

        /** REGULATOR value */
        REGULATOR = 4,

        /** BANK value */
        BANK = 5,

        /** PAYMENT value */
        PAYMENT = 6,

        /** CUSTODIAN value */
        CUSTODIAN = 7,

        /** RESEARCH value */
        RESEARCH = 8,

        /** OTHER value */
        OTHER = 9
    }

    /** MemberStatus enum. */
    enum MemberStatus {

        /** MEMBER_STATUS_UNSPECIFIED value */
        MEMBER_STATUS_UNSPECIFIED = 0,

        /** ACTIVE value */
        ACTIVE = 1,

        /** SUSPENDED value */
        SUSPENDED = 2,

        /** REMOVED value */
        REMOVED = 3
    }

    /**
     * Properties of a Final.
     * @deprecated Use entente.Final.$Properties instead.
     */
    interface IFinal extends entente.Final.$Properties {
    }

    /** Represents a Final. */
    class Final {

        /**
         * Constructs a new Final.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Final.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Final laneHash. */
        laneHash: Uint8Array;

        /** Final seq. */
        seq: number;

        /** Final bundle. */
        bundle: Uint8Array;

        /**
         * Encodes the specified Final message. Does not implicitly {@link entente.Final.verify|verify} messages.
         * @param message Final message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Final.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Final message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Final & entente.Final.$Shape} Final
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Final & entente.Final.$Shape;
    }

    namespace Final {

        /** Properties of a Final. */
        interface $Properties {

            /** Final laneHash */
            laneHash?: (Uint8Array|null);

            /** Final seq */
            seq?: (number|null);

            /** Final bundle */
            bundle?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Final. */
        type $Shape = entente.Final.$Properties;
    }

    /**
     * Properties of a Member.
     * @deprecated Use entente.Member.$Properties instead.
     */
    interface IMember extends entente.Member.$Properties {
    }

    /** Represents a Member. */
    class Member {

        /**
         * Constructs a new Member.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Member.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Member id. */
        id: string;

        /** Member name. */
        name: string;

        /** Member kind. */
        kind: entente.MemberKind;

        /** Member jurisdiction. */
        jurisdiction: string;

        /** Member rootKey. */
        rootKey: Uint8Array;

        /** Member nextRootHash. */
        nextRootHash: Uint8Array;

        /** Member clearance. */
        clearance: entente.Tlp;

        /** Member status. */
        status: entente.MemberStatus;

        /** Member final. */
        final: entente.Final.$Properties[];

        /** Member priorCertificates. */
        priorCertificates: Uint8Array[];

        /**
         * Encodes the specified Member message. Does not implicitly {@link entente.Member.verify|verify} messages.
         * @param message Member message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Member.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Member message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Member & entente.Member.$Shape} Member
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Member & entente.Member.$Shape;
    }

    namespace Member {

        /** Properties of a Member. */
        interface $Properties {

            /** Member id */
            id?: (string|null);

            /** Member name */
            name?: (string|null);

            /** Member kind */
            kind?: (entente.MemberKind|null);

            /** Member jurisdiction */
            jurisdiction?: (string|null);

            /** Member rootKey */
            rootKey?: (Uint8Array|null);

            /** Member nextRootHash */
            nextRootHash?: (Uint8Array|null);

            /** Member clearance */
            clearance?: (entente.Tlp|null);

            /** Member status */
            status?: (entente.MemberStatus|null);

            /** Member final */
            final?: (entente.Final.$Properties[]|null);

            /** Member priorCertificates */
            priorCertificates?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Member. */
        type $Shape = entente.Member.$Properties;
    }

    /**
     * Properties of a Governor.
     * @deprecated Use entente.Governor.$Properties instead.
     */
    interface IGovernor extends entente.Governor.$Properties {
    }

    /** Represents a Governor. */
    class Governor {

        /**
         * Constructs a new Governor.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Governor.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Governor member. */
        member: string;

        /** Governor key. */
        key: Uint8Array;

        /**
         * Encodes the specified Governor message. Does not implicitly {@link entente.Governor.verify|verify} messages.
         * @param message Governor message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Governor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Governor message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Governor & entente.Governor.$Shape} Governor
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Governor & entente.Governor.$Shape;
    }

    namespace Governor {

        /** Properties of a Governor. */
        interface $Properties {

            /** Governor member */
            member?: (string|null);

            /** Governor key */
            key?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Governor. */
        type $Shape = entente.Governor.$Properties;
    }

    /**
     * Properties of a Group.
     * @deprecated Use entente.Group.$Properties instead.
     */
    interface IGroup extends entente.Group.$Properties {
    }

    /** Represents a Group. */
    class Group {

        /**
         * Constructs a new Group.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Group.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Group name. */
        name: string;

        /** Group members. */
        members: string[];

        /**
         * Encodes the specified Group message. Does not implicitly {@link entente.Group.verify|verify} messages.
         * @param message Group message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Group.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Group message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Group & entente.Group.$Shape} Group
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Group & entente.Group.$Shape;
    }

    namespace Group {

        /** Properties of a Group. */
        interface $Properties {

            /** Group name */
            name?: (string|null);

            /** Group members */
            members?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Group. */
        type $Shape = entente.Group.$Properties;
    }

    /**
     * Properties of a Policy.
     * @deprecated Use entente.Policy.$Properties instead.
     */
    interface IPolicy extends entente.Policy.$Properties {
    }

    /** Represents a Policy. */
    class Policy {

        /**
         * Constructs a new Policy.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Policy.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Policy minBundleInterval. */
        minBundleInterval: number;

        /** Policy maxStatementsPerDay. */
        maxStatementsPerDay: number;

        /**
         * Encodes the specified Policy message. Does not implicitly {@link entente.Policy.verify|verify} messages.
         * @param message Policy message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Policy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Policy message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Policy & entente.Policy.$Shape} Policy
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Policy & entente.Policy.$Shape;
    }

    namespace Policy {

        /** Properties of a Policy. */
        interface $Properties {

            /** Policy minBundleInterval */
            minBundleInterval?: (number|null);

            /** Policy maxStatementsPerDay */
            maxStatementsPerDay?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Policy. */
        type $Shape = entente.Policy.$Properties;
    }

    /**
     * Properties of a Charter.
     * @deprecated Use entente.Charter.$Properties instead.
     */
    interface ICharter extends entente.Charter.$Properties {
    }

    /** Represents a Charter. */
    class Charter {

        /**
         * Constructs a new Charter.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Charter.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Charter format. */
        format: number;

        /** Charter network. */
        network: Uint8Array;

        /** Charter version. */
        version: number;

        /** Charter prev. */
        prev: Uint8Array;

        /** Charter name. */
        name: string;

        /** Charter issuedAt. */
        issuedAt: number;

        /** Charter expiresAt. */
        expiresAt: number;

        /** Charter members. */
        members: entente.Member.$Properties[];

        /** Charter governors. */
        governors: entente.Governor.$Properties[];

        /** Charter threshold. */
        threshold: number;

        /** Charter groups. */
        groups: entente.Group.$Properties[];

        /** Charter policy. */
        policy?: (entente.Policy.$Properties|null);

        /** Charter nonce. */
        nonce: Uint8Array;

        /**
         * Encodes the specified Charter message. Does not implicitly {@link entente.Charter.verify|verify} messages.
         * @param message Charter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Charter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Charter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Charter & entente.Charter.$Shape} Charter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Charter & entente.Charter.$Shape;
    }

    namespace Charter {

        /** Properties of a Charter. */
        interface $Properties {

            /** Charter format */
            format?: (number|null);

            /** Charter network */
            network?: (Uint8Array|null);

            /** Charter version */
            version?: (number|null);

            /** Charter prev */
            prev?: (Uint8Array|null);

            /** Charter name */
            name?: (string|null);

            /** Charter issuedAt */
            issuedAt?: (number|null);

            /** Charter expiresAt */
            expiresAt?: (number|null);

            /** Charter members */
            members?: (entente.Member.$Properties[]|null);

            /** Charter governors */
            governors?: (entente.Governor.$Properties[]|null);

            /** Charter threshold */
            threshold?: (number|null);

            /** Charter groups */
            groups?: (entente.Group.$Properties[]|null);

            /** Charter policy */
            policy?: (entente.Policy.$Properties|null);

            /** Charter nonce */
            nonce?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Charter. */
        type $Shape = entente.Charter.$Properties;
    }

    /**
     * Properties of a Certificate.
     * @deprecated Use entente.Certificate.$Properties instead.
     */
    interface ICertificate extends entente.Certificate.$Properties {
    }

    /** Represents a Certificate. */
    class Certificate {

        /**
         * Constructs a new Certificate.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Certificate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Certificate format. */
        format: number;

        /** Certificate network. */
        network: Uint8Array;

        /** Certificate member. */
        member: string;

        /** Certificate nodeKey. */
        nodeKey: Uint8Array;

        /** Certificate kemKey. */
        kemKey: Uint8Array;

        /** Certificate serial. */
        serial: number;

        /** Certificate issuedAt. */
        issuedAt: number;

        /**
         * Encodes the specified Certificate message. Does not implicitly {@link entente.Certificate.verify|verify} messages.
         * @param message Certificate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Certificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Certificate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Certificate & entente.Certificate.$Shape} Certificate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Certificate & entente.Certificate.$Shape;
    }

    namespace Certificate {

        /** Properties of a Certificate. */
        interface $Properties {

            /** Certificate format */
            format?: (number|null);

            /** Certificate network */
            network?: (Uint8Array|null);

            /** Certificate member */
            member?: (string|null);

            /** Certificate nodeKey */
            nodeKey?: (Uint8Array|null);

            /** Certificate kemKey */
            kemKey?: (Uint8Array|null);

            /** Certificate serial */
            serial?: (number|null);

            /** Certificate issuedAt */
            issuedAt?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Certificate. */
        type $Shape = entente.Certificate.$Properties;
    }

    /**
     * Properties of a Revocation.
     * @deprecated Use entente.Revocation.$Properties instead.
     */
    interface IRevocation extends entente.Revocation.$Properties {
    }

    /** Represents a Revocation. */
    class Revocation {

        /**
         * Constructs a new Revocation.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Revocation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Revocation format. */
        format: number;

        /** Revocation network. */
        network: Uint8Array;

        /** Revocation member. */
        member: string;

        /** Revocation nodeKey. */
        nodeKey: Uint8Array;

        /** Revocation lanes. */
        lanes: entente.Final.$Properties[];

        /** Revocation reason. */
        reason: string;

        /** Revocation issuedAt. */
        issuedAt: number;

        /**
         * Encodes the specified Revocation message. Does not implicitly {@link entente.Revocation.verify|verify} messages.
         * @param message Revocation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Revocation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Revocation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Revocation & entente.Revocation.$Shape} Revocation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Revocation & entente.Revocation.$Shape;
    }

    namespace Revocation {

        /** Properties of a Revocation. */
        interface $Properties {

            /** Revocation format */
            format?: (number|null);

            /** Revocation network */
            network?: (Uint8Array|null);

            /** Revocation member */
            member?: (string|null);

            /** Revocation nodeKey */
            nodeKey?: (Uint8Array|null);

            /** Revocation lanes */
            lanes?: (entente.Final.$Properties[]|null);

            /** Revocation reason */
            reason?: (string|null);

            /** Revocation issuedAt */
            issuedAt?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Revocation. */
        type $Shape = entente.Revocation.$Properties;
    }

    /**
     * Properties of a ForkProof.
     * @deprecated Use entente.ForkProof.$Properties instead.
     */
    interface IForkProof extends entente.ForkProof.$Properties {
    }

    /** Represents a ForkProof. */
    class ForkProof {

        /**
         * Constructs a new ForkProof.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.ForkProof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ForkProof headerA. */
        headerA: Uint8Array;

        /** ForkProof signatureA. */
        signatureA: Uint8Array;

        /** ForkProof headerB. */
        headerB: Uint8Array;

        /** ForkProof signatureB. */
        signatureB: Uint8Array;

        /**
         * Encodes the specified ForkProof message. Does not implicitly {@link entente.ForkProof.verify|verify} messages.
         * @param message ForkProof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.ForkProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ForkProof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.ForkProof & entente.ForkProof.$Shape} ForkProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.ForkProof & entente.ForkProof.$Shape;
    }

    namespace ForkProof {

        /** Properties of a ForkProof. */
        interface $Properties {

            /** ForkProof headerA */
            headerA?: (Uint8Array|null);

            /** ForkProof signatureA */
            signatureA?: (Uint8Array|null);

            /** ForkProof headerB */
            headerB?: (Uint8Array|null);

            /** ForkProof signatureB */
            signatureB?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ForkProof. */
        type $Shape = entente.ForkProof.$Properties;
    }

    /**
     * Properties of a NodeRecord.
     * @deprecated Use entente.NodeRecord.$Properties instead.
     */
    interface INodeRecord extends entente.NodeRecord.$Properties {
    }

    /** Represents a NodeRecord. */
    class NodeRecord {

        /**
         * Constructs a new NodeRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.NodeRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NodeRecord format. */
        format: number;

        /** NodeRecord network. */
        network: Uint8Array;

        /** NodeRecord nodeKey. */
        nodeKey: Uint8Array;

        /** NodeRecord serial. */
        serial: number;

        /** NodeRecord addresses. */
        addresses: string[];

        /**
         * Encodes the specified NodeRecord message. Does not implicitly {@link entente.NodeRecord.verify|verify} messages.
         * @param message NodeRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.NodeRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NodeRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.NodeRecord & entente.NodeRecord.$Shape} NodeRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.NodeRecord & entente.NodeRecord.$Shape;
    }

    namespace NodeRecord {

        /** Properties of a NodeRecord. */
        interface $Properties {

            /** NodeRecord format */
            format?: (number|null);

            /** NodeRecord network */
            network?: (Uint8Array|null);

            /** NodeRecord nodeKey */
            nodeKey?: (Uint8Array|null);

            /** NodeRecord serial */
            serial?: (number|null);

            /** NodeRecord addresses */
            addresses?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NodeRecord. */
        type $Shape = entente.NodeRecord.$Properties;
    }

    /** ControlType enum. */
    enum ControlType {

        /** CONTROL_TYPE_UNSPECIFIED value */
        CONTROL_TYPE_UNSPECIFIED = 0,

        /** CHARTER value */
        CHARTER = 1,

        /** CERTIFICATE value */
        CERTIFICATE = 2,

        /** REVOCATION value */
        REVOCATION = 3,

        /** FORK_PROOF value */
        FORK_PROOF = 4,

        /** NODE_RECORD value */
        NODE_RECORD = 5
    }

    /**
     * Properties of a Signature.
     * @deprecated Use entente.Signature.$Properties instead.
     */
    interface ISignature extends entente.Signature.$Properties {
    }

    /** Represents a Signature. */
    class Signature {

        /**
         * Constructs a new Signature.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Signature.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Signature key. */
        key: Uint8Array;

        /** Signature signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified Signature message. Does not implicitly {@link entente.Signature.verify|verify} messages.
         * @param message Signature message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Signature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Signature message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Signature & entente.Signature.$Shape} Signature
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Signature & entente.Signature.$Shape;
    }

    namespace Signature {

        /** Properties of a Signature. */
        interface $Properties {

            /** Signature key */
            key?: (Uint8Array|null);

            /** Signature signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Signature. */
        type $Shape = entente.Signature.$Properties;
    }

    /**
     * Properties of a ControlObject.
     * @deprecated Use entente.ControlObject.$Properties instead.
     */
    interface IControlObject extends entente.ControlObject.$Properties {
    }

    /** Represents a ControlObject. */
    class ControlObject {

        /**
         * Constructs a new ControlObject.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.ControlObject.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ControlObject type. */
        type: entente.ControlType;

        /** ControlObject payload. */
        payload: Uint8Array;

        /** ControlObject signatures. */
        signatures: entente.Signature.$Properties[];

        /**
         * Encodes the specified ControlObject message. Does not implicitly {@link entente.ControlObject.verify|verify} messages.
         * @param message ControlObject message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.ControlObject.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ControlObject message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.ControlObject & entente.ControlObject.$Shape} ControlObject
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.ControlObject & entente.ControlObject.$Shape;
    }

    namespace ControlObject {

        /** Properties of a ControlObject. */
        interface $Properties {

            /** ControlObject type */
            type?: (entente.ControlType|null);

            /** ControlObject payload */
            payload?: (Uint8Array|null);

            /** ControlObject signatures */
            signatures?: (entente.Signature.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ControlObject. */
        type $Shape = entente.ControlObject.$Properties;
    }

    /**
     * Properties of a Hello.
     * @deprecated Use entente.Hello.$Properties instead.
     */
    interface IHello extends entente.Hello.$Properties {
    }

    /** Represents a Hello. */
    class Hello {

        /**
         * Constructs a new Hello.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Hello.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Hello version. */
        version: number;

        /** Hello network. */
        network: Uint8Array;

        /** Hello charterVersion. */
        charterVersion: number;

        /** Hello charterHash. */
        charterHash: Uint8Array;

        /** Hello certificate. */
        certificate: Uint8Array;

        /** Hello agent. */
        agent: string;

        /**
         * Encodes the specified Hello message. Does not implicitly {@link entente.Hello.verify|verify} messages.
         * @param message Hello message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Hello message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Hello & entente.Hello.$Shape} Hello
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Hello & entente.Hello.$Shape;
    }

    namespace Hello {

        /** Properties of a Hello. */
        interface $Properties {

            /** Hello version */
            version?: (number|null);

            /** Hello network */
            network?: (Uint8Array|null);

            /** Hello charterVersion */
            charterVersion?: (number|null);

            /** Hello charterHash */
            charterHash?: (Uint8Array|null);

            /** Hello certificate */
            certificate?: (Uint8Array|null);

            /** Hello agent */
            agent?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Hello. */
        type $Shape = entente.Hello.$Properties;
    }

    /** HelloVerdict enum. */
    enum HelloVerdict {

        /** HELLO_VERDICT_UNSPECIFIED value */
        HELLO_VERDICT_UNSPECIFIED = 0,

        /** ADMITTED value */
        ADMITTED = 1,

        /** REFUSED value */
        REFUSED = 2,

        /** SEND_CHARTERS value */
        SEND_CHARTERS = 3,

        /** CHARTERS value */
        CHARTERS = 4
    }

    /**
     * Properties of a HelloReply.
     * @deprecated Use entente.HelloReply.$Properties instead.
     */
    interface IHelloReply extends entente.HelloReply.$Properties {
    }

    /** Represents a HelloReply. */
    class HelloReply {

        /**
         * Constructs a new HelloReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.HelloReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HelloReply verdict. */
        verdict: entente.HelloVerdict;

        /** HelloReply code. */
        code: string;

        /** HelloReply charterVersion. */
        charterVersion: number;

        /** HelloReply charters. */
        charters: Uint8Array[];

        /**
         * Encodes the specified HelloReply message. Does not implicitly {@link entente.HelloReply.verify|verify} messages.
         * @param message HelloReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.HelloReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HelloReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.HelloReply & entente.HelloReply.$Shape} HelloReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.HelloReply & entente.HelloReply.$Shape;
    }

    namespace HelloReply {

        /** Properties of a HelloReply. */
        interface $Properties {

            /** HelloReply verdict */
            verdict?: (entente.HelloVerdict|null);

            /** HelloReply code */
            code?: (string|null);

            /** HelloReply charterVersion */
            charterVersion?: (number|null);

            /** HelloReply charters */
            charters?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HelloReply. */
        type $Shape = entente.HelloReply.$Properties;
    }

    /**
     * Properties of a ControlMessage.
     * @deprecated Use entente.ControlMessage.$Properties instead.
     */
    interface IControlMessage extends entente.ControlMessage.$Properties {
    }

    /** Represents a ControlMessage. */
    class ControlMessage {

        /**
         * Constructs a new ControlMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.ControlMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ControlMessage digest. */
        digest: Uint8Array;

        /** ControlMessage hashes. */
        hashes: Uint8Array[];

        /** ControlMessage want. */
        want: Uint8Array[];

        /** ControlMessage objects. */
        objects: Uint8Array[];

        /** ControlMessage done. */
        done: boolean;

        /**
         * Encodes the specified ControlMessage message. Does not implicitly {@link entente.ControlMessage.verify|verify} messages.
         * @param message ControlMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.ControlMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ControlMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.ControlMessage & entente.ControlMessage.$Shape} ControlMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.ControlMessage & entente.ControlMessage.$Shape;
    }

    namespace ControlMessage {

        /** Properties of a ControlMessage. */
        interface $Properties {

            /** ControlMessage digest */
            digest?: (Uint8Array|null);

            /** ControlMessage hashes */
            hashes?: (Uint8Array[]|null);

            /** ControlMessage want */
            want?: (Uint8Array[]|null);

            /** ControlMessage objects */
            objects?: (Uint8Array[]|null);

            /** ControlMessage done */
            done?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ControlMessage. */
        type $Shape = entente.ControlMessage.$Properties;
    }

    /**
     * Properties of a Position.
     * @deprecated Use entente.Position.$Properties instead.
     */
    interface IPosition extends entente.Position.$Properties {
    }

    /** Represents a Position. */
    class Position {

        /**
         * Constructs a new Position.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Position.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Position lane. */
        lane: Uint8Array;

        /** Position seq. */
        seq: number;

        /** Position bundle. */
        bundle: Uint8Array;

        /**
         * Encodes the specified Position message. Does not implicitly {@link entente.Position.verify|verify} messages.
         * @param message Position message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Position.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Position message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Position & entente.Position.$Shape} Position
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Position & entente.Position.$Shape;
    }

    namespace Position {

        /** Properties of a Position. */
        interface $Properties {

            /** Position lane */
            lane?: (Uint8Array|null);

            /** Position seq */
            seq?: (number|null);

            /** Position bundle */
            bundle?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Position. */
        type $Shape = entente.Position.$Properties;
    }

    /**
     * Properties of a Want.
     * @deprecated Use entente.Want.$Properties instead.
     */
    interface IWant extends entente.Want.$Properties {
    }

    /** Represents a Want. */
    class Want {

        /**
         * Constructs a new Want.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Want.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Want lane. */
        lane: Uint8Array;

        /** Want from. */
        from: number;

        /** Want to. */
        to: number;

        /** Want after. */
        after: Uint8Array;

        /**
         * Encodes the specified Want message. Does not implicitly {@link entente.Want.verify|verify} messages.
         * @param message Want message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Want.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Want message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Want & entente.Want.$Shape} Want
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Want & entente.Want.$Shape;
    }

    namespace Want {

        /** Properties of a Want. */
        interface $Properties {

            /** Want lane */
            lane?: (Uint8Array|null);

            /** Want from */
            from?: (number|null);

            /** Want to */
            to?: (number|null);

            /** Want after */
            after?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Want. */
        type $Shape = entente.Want.$Properties;
    }

    /**
     * Properties of a SyncRequest.
     * @deprecated Use entente.SyncRequest.$Properties instead.
     */
    interface ISyncRequest extends entente.SyncRequest.$Properties {
    }

    /** Represents a SyncRequest. */
    class SyncRequest {

        /**
         * Constructs a new SyncRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.SyncRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SyncRequest digest. */
        digest: Uint8Array;

        /** SyncRequest want. */
        want: entente.Want.$Properties[];

        /**
         * Encodes the specified SyncRequest message. Does not implicitly {@link entente.SyncRequest.verify|verify} messages.
         * @param message SyncRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.SyncRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SyncRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.SyncRequest & entente.SyncRequest.$Shape} SyncRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.SyncRequest & entente.SyncRequest.$Shape;
    }

    namespace SyncRequest {

        /** Properties of a SyncRequest. */
        interface $Properties {

            /** SyncRequest digest */
            digest?: (Uint8Array|null);

            /** SyncRequest want */
            want?: (entente.Want.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SyncRequest. */
        type $Shape = entente.SyncRequest.$Properties;
    }

    /**
     * Properties of a SyncReply.
     * @deprecated Use entente.SyncReply.$Properties instead.
     */
    interface ISyncReply extends entente.SyncReply.$Properties {
    }

    /** Represents a SyncReply. */
    class SyncReply {

        /**
         * Constructs a new SyncReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.SyncReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SyncReply digest. */
        digest: Uint8Array;

        /** SyncReply frontier. */
        frontier: entente.Position.$Properties[];

        /** SyncReply frame. */
        frame: Uint8Array;

        /** SyncReply code. */
        code: string;

        /** SyncReply done. */
        done: boolean;

        /**
         * Encodes the specified SyncReply message. Does not implicitly {@link entente.SyncReply.verify|verify} messages.
         * @param message SyncReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.SyncReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SyncReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.SyncReply & entente.SyncReply.$Shape} SyncReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.SyncReply & entente.SyncReply.$Shape;
    }

    namespace SyncReply {

        /** Properties of a SyncReply. */
        interface $Properties {

            /** SyncReply digest */
            digest?: (Uint8Array|null);

            /** SyncReply frontier */
            frontier?: (entente.Position.$Properties[]|null);

            /** SyncReply frame */
            frame?: (Uint8Array|null);

            /** SyncReply code */
            code?: (string|null);

            /** SyncReply done */
            done?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SyncReply. */
        type $Shape = entente.SyncReply.$Properties;
    }

    /**
     * Properties of a GossipMessage.
     * @deprecated Use entente.GossipMessage.$Properties instead.
     */
    interface IGossipMessage extends entente.GossipMessage.$Properties {
    }

    /** Represents a GossipMessage. */
    class GossipMessage {

        /**
         * Constructs a new GossipMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.GossipMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GossipMessage version. */
        version: number;

        /** GossipMessage frame. */
        frame: Uint8Array;

        /** GossipMessage control. */
        control: Uint8Array;

        /**
         * Encodes the specified GossipMessage message. Does not implicitly {@link entente.GossipMessage.verify|verify} messages.
         * @param message GossipMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.GossipMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GossipMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.GossipMessage & entente.GossipMessage.$Shape} GossipMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.GossipMessage & entente.GossipMessage.$Shape;
    }

    namespace GossipMessage {

        /** Properties of a GossipMessage. */
        interface $Properties {

            /** GossipMessage version */
            version?: (number|null);

            /** GossipMessage frame */
            frame?: (Uint8Array|null);

            /** GossipMessage control */
            control?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GossipMessage. */
        type $Shape = entente.GossipMessage.$Properties;
    }

    /**
     * Properties of an Announcement.
     * @deprecated Use entente.Announcement.$Properties instead.
     */
    interface IAnnouncement extends entente.Announcement.$Properties {
    }

    /** Represents an Announcement. */
    class Announcement {

        /**
         * Constructs a new Announcement.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Announcement.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Announcement frame. */
        frame: Uint8Array;

        /** Announcement acks. */
        acks: Uint8Array[];

        /**
         * Encodes the specified Announcement message. Does not implicitly {@link entente.Announcement.verify|verify} messages.
         * @param message Announcement message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Announcement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Announcement message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Announcement & entente.Announcement.$Shape} Announcement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Announcement & entente.Announcement.$Shape;
    }

    namespace Announcement {

        /** Properties of an Announcement. */
        interface $Properties {

            /** Announcement frame */
            frame?: (Uint8Array|null);

            /** Announcement acks */
            acks?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Announcement. */
        type $Shape = entente.Announcement.$Properties;
    }

    /**
     * Properties of an AnnouncementReply.
     * @deprecated Use entente.AnnouncementReply.$Properties instead.
     */
    interface IAnnouncementReply extends entente.AnnouncementReply.$Properties {
    }

    /** Represents an AnnouncementReply. */
    class AnnouncementReply {

        /**
         * Constructs a new AnnouncementReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.AnnouncementReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AnnouncementReply code. */
        code: string;

        /**
         * Encodes the specified AnnouncementReply message. Does not implicitly {@link entente.AnnouncementReply.verify|verify} messages.
         * @param message AnnouncementReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.AnnouncementReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AnnouncementReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.AnnouncementReply & entente.AnnouncementReply.$Shape} AnnouncementReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.AnnouncementReply & entente.AnnouncementReply.$Shape;
    }

    namespace AnnouncementReply {

        /** Properties of an AnnouncementReply. */
        interface $Properties {

            /** AnnouncementReply code */
            code?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AnnouncementReply. */
        type $Shape = entente.AnnouncementReply.$Properties;
    }

    /**
     * Properties of an Ack.
     * @deprecated Use entente.Ack.$Properties instead.
     */
    interface IAck extends entente.Ack.$Properties {
    }

    /** Represents an Ack. */
    class Ack {

        /**
         * Constructs a new Ack.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Ack.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Ack format. */
        format: number;

        /** Ack network. */
        network: Uint8Array;

        /** Ack lane. */
        lane: Uint8Array;

        /** Ack seq. */
        seq: number;

        /** Ack bundle. */
        bundle: Uint8Array;

        /** Ack nodeKey. */
        nodeKey: Uint8Array;

        /** Ack issuedAt. */
        issuedAt: number;

        /**
         * Encodes the specified Ack message. Does not implicitly {@link entente.Ack.verify|verify} messages.
         * @param message Ack message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Ack message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Ack & entente.Ack.$Shape} Ack
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Ack & entente.Ack.$Shape;
    }

    namespace Ack {

        /** Properties of an Ack. */
        interface $Properties {

            /** Ack format */
            format?: (number|null);

            /** Ack network */
            network?: (Uint8Array|null);

            /** Ack lane */
            lane?: (Uint8Array|null);

            /** Ack seq */
            seq?: (number|null);

            /** Ack bundle */
            bundle?: (Uint8Array|null);

            /** Ack nodeKey */
            nodeKey?: (Uint8Array|null);

            /** Ack issuedAt */
            issuedAt?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Ack. */
        type $Shape = entente.Ack.$Properties;
    }

    /**
     * Properties of a SignedAck.
     * @deprecated Use entente.SignedAck.$Properties instead.
     */
    interface ISignedAck extends entente.SignedAck.$Properties {
    }

    /** Represents a SignedAck. */
    class SignedAck {

        /**
         * Constructs a new SignedAck.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.SignedAck.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SignedAck ack. */
        ack: Uint8Array;

        /** SignedAck signature. */
        signature: Uint8Array;

        /**
         * Encodes the specified SignedAck message. Does not implicitly {@link entente.SignedAck.verify|verify} messages.
         * @param message SignedAck message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.SignedAck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SignedAck message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.SignedAck & entente.SignedAck.$Shape} SignedAck
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.SignedAck & entente.SignedAck.$Shape;
    }

    namespace SignedAck {

        /** Properties of a SignedAck. */
        interface $Properties {

            /** SignedAck ack */
            ack?: (Uint8Array|null);

            /** SignedAck signature */
            signature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SignedAck. */
        type $Shape = entente.SignedAck.$Properties;
    }

    /**
     * Properties of a Receipt.
     * @deprecated Use entente.Receipt.$Properties instead.
     */
    interface IReceipt extends entente.Receipt.$Properties {
    }

    /** Represents a Receipt. */
    class Receipt {

        /**
         * Constructs a new Receipt.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Receipt.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Receipt format. */
        format: number;

        /** Receipt network. */
        network: Uint8Array;

        /** Receipt nodeKey. */
        nodeKey: Uint8Array;

        /** Receipt bundle. */
        bundle: Uint8Array;

        /** Receipt index. */
        index: number;

        /** Receipt arrival. */
        arrival: number;

        /** Receipt asOf. */
        asOf: number;

        /** Receipt frontier. */
        frontier: entente.Position.$Properties[];

        /** Receipt evidenceDigest. */
        evidenceDigest: Uint8Array;

        /**
         * Encodes the specified Receipt message. Does not implicitly {@link entente.Receipt.verify|verify} messages.
         * @param message Receipt message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Receipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Receipt message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Receipt & entente.Receipt.$Shape} Receipt
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Receipt & entente.Receipt.$Shape;
    }

    namespace Receipt {

        /** Properties of a Receipt. */
        interface $Properties {

            /** Receipt format */
            format?: (number|null);

            /** Receipt network */
            network?: (Uint8Array|null);

            /** Receipt nodeKey */
            nodeKey?: (Uint8Array|null);

            /** Receipt bundle */
            bundle?: (Uint8Array|null);

            /** Receipt index */
            index?: (number|null);

            /** Receipt arrival */
            arrival?: (number|null);

            /** Receipt asOf */
            asOf?: (number|null);

            /** Receipt frontier */
            frontier?: (entente.Position.$Properties[]|null);

            /** Receipt evidenceDigest */
            evidenceDigest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Receipt. */
        type $Shape = entente.Receipt.$Properties;
    }

    /**
     * Properties of a Proven.
     * @deprecated Use entente.Proven.$Properties instead.
     */
    interface IProven extends entente.Proven.$Properties {
    }

    /** Represents a Proven. */
    class Proven {

        /**
         * Constructs a new Proven.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Proven.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Proven header. */
        header: Uint8Array;

        /** Proven signature. */
        signature: Uint8Array;

        /** Proven index. */
        index: number;

        /** Proven salt. */
        salt: Uint8Array;

        /** Proven statement. */
        statement: Uint8Array;

        /** Proven proof. */
        proof: Uint8Array[];

        /**
         * Encodes the specified Proven message. Does not implicitly {@link entente.Proven.verify|verify} messages.
         * @param message Proven message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Proven.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Proven message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Proven & entente.Proven.$Shape} Proven
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Proven & entente.Proven.$Shape;
    }

    namespace Proven {

        /** Properties of a Proven. */
        interface $Properties {

            /** Proven header */
            header?: (Uint8Array|null);

            /** Proven signature */
            signature?: (Uint8Array|null);

            /** Proven index */
            index?: (number|null);

            /** Proven salt */
            salt?: (Uint8Array|null);

            /** Proven statement */
            statement?: (Uint8Array|null);

            /** Proven proof */
            proof?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Proven. */
        type $Shape = entente.Proven.$Properties;
    }

    /**
     * Properties of an Evidence.
     * @deprecated Use entente.Evidence.$Properties instead.
     */
    interface IEvidence extends entente.Evidence.$Properties {
    }

    /** Represents an Evidence. */
    class Evidence {

        /**
         * Constructs a new Evidence.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Evidence.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Evidence format. */
        format: number;

        /** Evidence network. */
        network: Uint8Array;

        /** Evidence subject. */
        subject?: (entente.Proven.$Properties|null);

        /** Evidence related. */
        related: entente.Proven.$Properties[];

        /** Evidence charters. */
        charters: Uint8Array[];

        /** Evidence certificates. */
        certificates: Uint8Array[];

        /** Evidence revocations. */
        revocations: Uint8Array[];

        /** Evidence forks. */
        forks: Uint8Array[];

        /** Evidence receipt. */
        receipt: Uint8Array;

        /** Evidence receiptSignature. */
        receiptSignature: Uint8Array;

        /**
         * Encodes the specified Evidence message. Does not implicitly {@link entente.Evidence.verify|verify} messages.
         * @param message Evidence message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Evidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Evidence message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Evidence & entente.Evidence.$Shape} Evidence
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Evidence & entente.Evidence.$Shape;
    }

    namespace Evidence {

        /** Properties of an Evidence. */
        interface $Properties {

            /** Evidence format */
            format?: (number|null);

            /** Evidence network */
            network?: (Uint8Array|null);

            /** Evidence subject */
            subject?: (entente.Proven.$Properties|null);

            /** Evidence related */
            related?: (entente.Proven.$Properties[]|null);

            /** Evidence charters */
            charters?: (Uint8Array[]|null);

            /** Evidence certificates */
            certificates?: (Uint8Array[]|null);

            /** Evidence revocations */
            revocations?: (Uint8Array[]|null);

            /** Evidence forks */
            forks?: (Uint8Array[]|null);

            /** Evidence receipt */
            receipt?: (Uint8Array|null);

            /** Evidence receiptSignature */
            receiptSignature?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Evidence. */
        type $Shape = entente.Evidence.$Properties;
    }

    /**
     * Properties of an AuditCheckpoint.
     * @deprecated Use entente.AuditCheckpoint.$Properties instead.
     */
    interface IAuditCheckpoint extends entente.AuditCheckpoint.$Properties {
    }

    /** Represents an AuditCheckpoint. */
    class AuditCheckpoint {

        /**
         * Constructs a new AuditCheckpoint.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.AuditCheckpoint.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AuditCheckpoint format. */
        format: number;

        /** AuditCheckpoint network. */
        network: Uint8Array;

        /** AuditCheckpoint nodeKey. */
        nodeKey: Uint8Array;

        /** AuditCheckpoint seq. */
        seq: number;

        /** AuditCheckpoint hash. */
        hash: Uint8Array;

        /** AuditCheckpoint time. */
        time: number;

        /**
         * Encodes the specified AuditCheckpoint message. Does not implicitly {@link entente.AuditCheckpoint.verify|verify} messages.
         * @param message AuditCheckpoint message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.AuditCheckpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AuditCheckpoint message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.AuditCheckpoint & entente.AuditCheckpoint.$Shape} AuditCheckpoint
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.AuditCheckpoint & entente.AuditCheckpoint.$Shape;
    }

    namespace AuditCheckpoint {

        /** Properties of an AuditCheckpoint. */
        interface $Properties {

            /** AuditCheckpoint format */
            format?: (number|null);

            /** AuditCheckpoint network */
            network?: (Uint8Array|null);

            /** AuditCheckpoint nodeKey */
            nodeKey?: (Uint8Array|null);

            /** AuditCheckpoint seq */
            seq?: (number|null);

            /** AuditCheckpoint hash */
            hash?: (Uint8Array|null);

            /** AuditCheckpoint time */
            time?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AuditCheckpoint. */
        type $Shape = entente.AuditCheckpoint.$Properties;
    }

    /**
     * Properties of a MembershipRequest.
     * @deprecated Use entente.MembershipRequest.$Properties instead.
     */
    interface IMembershipRequest extends entente.MembershipRequest.$Properties {
    }

    /** Represents a MembershipRequest. */
    class MembershipRequest {

        /**
         * Constructs a new MembershipRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.MembershipRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MembershipRequest format. */
        format: number;

        /** MembershipRequest member. */
        member?: (entente.Member.$Properties|null);

        /**
         * Encodes the specified MembershipRequest message. Does not implicitly {@link entente.MembershipRequest.verify|verify} messages.
         * @param message MembershipRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.MembershipRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MembershipRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.MembershipRequest & entente.MembershipRequest.$Shape} MembershipRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.MembershipRequest & entente.MembershipRequest.$Shape;
    }

    namespace MembershipRequest {

        /** Properties of a MembershipRequest. */
        interface $Properties {

            /** MembershipRequest format */
            format?: (number|null);

            /** MembershipRequest member */
            member?: (entente.Member.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MembershipRequest. */
        type $Shape = entente.MembershipRequest.$Properties;
    }

    /**
     * Properties of an Invitation.
     * @deprecated Use entente.Invitation.$Properties instead.
     */
    interface IInvitation extends entente.Invitation.$Properties {
    }

    /** Represents an Invitation. */
    class Invitation {

        /**
         * Constructs a new Invitation.
         * @param [properties] Properties to set
         */
        constructor(properties?: entente.Invitation.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Invitation format. */
        format: number;

        /** Invitation network. */
        network: Uint8Array;

        /** Invitation control. */
        control: Uint8Array[];

        /**
         * Encodes the specified Invitation message. Does not implicitly {@link entente.Invitation.verify|verify} messages.
         * @param message Invitation message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: entente.Invitation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Invitation message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {entente.Invitation & entente.Invitation.$Shape} Invitation
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): entente.Invitation & entente.Invitation.$Shape;
    }

    namespace Invitation {

        /** Properties of an Invitation. */
        interface $Properties {

            /** Invitation format */
            format?: (number|null);

            /** Invitation network */
            network?: (Uint8Array|null);

            /** Invitation control */
            control?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Invitation. */
        type $Shape = entente.Invitation.$Properties;
    }
}
