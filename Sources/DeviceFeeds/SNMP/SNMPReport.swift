/// Why an engine could not work on a message (RFC 3414, 3.2; RFC 3412, 7.2; RFC 3413, 3.2), by the counter in its Report.
enum SNMPReport: Hashable, Sendable {
    case unsupportedLevel
    case notInTimeWindow
    case unknownUser
    case unknownEngine
    case wrongDigest
    case decryption
    case unknownContext
    case other([UInt32])

    init(_ name: [UInt32]) {
        let statistics: [UInt32] = [1, 3, 6, 1, 6, 3, 15, 1, 1]
        let contexts: [UInt32] = [1, 3, 6, 1, 6, 3, 12, 1]
        if name.starts(with: statistics), name.count > statistics.count {
            switch name[statistics.count] {
            case 1: self = .unsupportedLevel
            case 2: self = .notInTimeWindow
            case 3: self = .unknownUser
            case 4: self = .unknownEngine
            case 5: self = .wrongDigest
            case 6: self = .decryption
            default: self = .other(name)
            }
        } else if name.starts(with: contexts), name.count > contexts.count, [4, 5].contains(name[contexts.count]) {
            self = .unknownContext
        } else {
            self = .other(name)
        }
    }
}
