/// Who a client says it is: the payload of AUTH_REQ, type, zero, two lengths, user and password.
public enum RPCAPCredentials: Hashable, Sendable {
    /// Nobody (type 0).
    case none
    /// A user with a password, in clear (type 1).
    case password(user: String, RPCAPPassword)
    /// A kind that is not known here.
    case unknown(type: UInt16)

    /// Reads the payload; what is behind it is passed over.
    init(_ reader: inout OctetReader, in bytes: Span<UInt8>) throws(CaptureFormatError) {
        let type = try reader.uint16(in: bytes)
        try reader.skip(2)
        let userLength = Int(try reader.uint16(in: bytes))
        let passwordLength = Int(try reader.uint16(in: bytes))
        switch type {
        case 0:
            self = .none
        case 1:
            let user = try reader.text(userLength, in: bytes)
            self = .password(user: user, RPCAPPassword(bytes.octets(try reader.skip(passwordLength))))
        default:
            self = .unknown(type: type)
        }
    }

    /// Appends the payload. User and password have at most 65,535 octets each.
    func append(to octets: inout [UInt8]) {
        switch self {
        case .none:
            octets.append(zeros: 8)
        case .unknown(let type):
            octets.append(big: type)
            octets.append(zeros: 6)
        case .password(let user, let password):
            let user = user.octets(limit: 65_535)
            let secret = password.octets.prefix(65_535)
            octets.append(contentsOf: [0, 1, 0, 0])
            octets.append(big: UInt16(user.count))
            octets.append(big: UInt16(secret.count))
            octets += user
            octets += secret
        }
    }
}
