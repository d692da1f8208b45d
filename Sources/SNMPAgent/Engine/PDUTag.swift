/// Tags of the PDUs (RFC 1157 4.1, RFC 3416 3).
enum PDUTag {
    static let get: UInt8 = 0xa0
    static let getNext: UInt8 = 0xa1
    static let response: UInt8 = 0xa2
    static let set: UInt8 = 0xa3
    static let trapV1: UInt8 = 0xa4
    static let getBulk: UInt8 = 0xa5
    static let inform: UInt8 = 0xa6
    static let trap: UInt8 = 0xa7
    static let report: UInt8 = 0xa8
}

/// The error-status values that the agent sends (RFC 3416 3).
enum ErrorStatus: UInt8 {
    case noError = 0
    case tooBig = 1
    case noSuchName = 2
    case genErr = 5
    case noAccess = 6
    case authorizationError = 16
    case notWritable = 17
}
