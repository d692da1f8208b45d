/// One challenge of a server (RFC 9110 11.6.1): a scheme, and either parameters or one piece of data.
struct Challenge: Hashable, Sendable {
    /// The scheme in lower case, such as `digest`.
    var scheme: String
    /// Data without a name (`token68`).
    var token: String?
    /// Parameters, their names in lower case; of several of one name the first one counts.
    var parameters: [String: String] = [:]
}

extension Challenge {
    /// The most octets of one field that are read.
    static let fieldLimitBytes = 16 << 10
    /// The most challenges, and the most parameters of one, that are read.
    static let limit = 32

    /// Reads all challenges of the fields WWW-Authenticate. A field may have several, and parameters stand between the
    /// same commas as challenges do. What cannot be read is passed over up to the next comma.
    static func all(in fields: [String]) -> [Challenge] {
        var challenges: [Challenge] = []
        for field in fields {
            var reader = ChallengeReader(field.utf8.prefix(fieldLimitBytes))
            reader.read(into: &challenges)
        }
        return challenges
    }
}
