/// What a protocol data unit is for: the context-specific tags of RFC 3416 3 and RFC 1157 4.1.
public enum PDUType: UInt8, Hashable, Sendable, CaseIterable {
    /// GetRequest: the values of these objects.
    case get = 0xa0
    /// GetNextRequest: the objects that follow these.
    case getNext = 0xa1
    /// Response (GetResponse in SNMPv1).
    case response = 0xa2
    /// SetRequest: give these objects these values.
    case set = 0xa3
    /// Trap of SNMPv1, which has a shape of its own.
    case trapV1 = 0xa4
    /// GetBulkRequest: many objects that follow these; not in SNMPv1.
    case getBulk = 0xa5
    /// InformRequest: a notification that wants an answer; not in SNMPv1.
    case inform = 0xa6
    /// SNMPv2-Trap: a notification; not in SNMPv1.
    case trapV2 = 0xa7
    /// Report: SNMPv3's engines among themselves (RFC 3412 7.1).
    case report = 0xa8

    /// Whether it asks for something, so that a command responder takes it (RFC 3413 3.2: Read and Write Class).
    public var isRequest: Bool {
        switch self {
        case .get, .getNext, .getBulk, .set: true
        case .response, .trapV1, .inform, .trapV2, .report: false
        }
    }
}
