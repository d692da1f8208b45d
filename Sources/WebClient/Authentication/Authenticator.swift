import Settings
import Synchronization

/// Knows the credentials, and which of them a server has asked for.
final class Authenticator: Sendable {
    /// How requests to a protection space show who they are from.
    enum Session: Sendable {
        case basic(field: String)
        case digest(DigestSession)

        /// The field Authorization; `nil` when it cannot be made for this request.
        func authorization(method: String, target: String, body: [UInt8]?) -> String? {
            switch self {
            case .basic(let field): field
            case .digest(let session): session.authorization(method: method, target: target, body: body)
            }
        }
    }

    private let credentials: [WebCredentials]
    private let sessions: Mutex<[Int: Session]>

    init(_ credentials: [WebCredentials]) {
        // The longest prefix first: the first one that matches counts.
        self.credentials = credentials.enumerated().sorted { one, other in
            let (length, otherLength) = (one.element.prefix.path.utf8.count, other.element.prefix.path.utf8.count)
            return length == otherLength ? one.offset < other.offset : length > otherLength
        }.map(\.element)
        sessions = Mutex([:])
    }

    /// The number of the credentials for a URL.
    func number(for url: WebURL) -> Int? {
        credentials.isEmpty ? nil : credentials.firstIndex { $0.match(url) }
    }

    /// What the server of these credentials has asked for before.
    func session(_ number: Int) -> Session? {
        sessions.withLock { $0[number] }
    }

    /// How to answer a server's challenges; `nil` when none can be answered.
    func answer(_ challenges: [Challenge], _ number: Int, isSecure: Bool) -> Session? {
        answer(challenges, credentials[number], isSecure: isSecure)
    }

    /// Keeps what a server has let in, for the requests that follow. Not before: who has just answered a challenge is the
    /// only one to use its nonce, so that no other request can overtake it with a higher count.
    func keep(_ session: Session, _ number: Int) {
        sessions.withLock { $0[number] = session }
    }

    /// The credentials were refused: nothing is sent before the server asks again.
    func forget(_ number: Int) {
        sessions.withLock { $0[number] = nil }
    }

    private func answer(_ challenges: [Challenge], _ credentials: WebCredentials, isSecure: Bool) -> Session? {
        // Of equal strength the first one counts.
        let digests = challenges.compactMap { DigestSession($0, credentials) }
        if let best = digests.max(by: { $0.algorithm < $1.algorithm }) {
            return .digest(best)
        }
        guard challenges.contains(where: { $0.scheme == "basic" }) else { return nil }
        // In the clear the password goes out only where there is no other way.
        guard isSecure || !challenges.contains(where: { $0.scheme == "digest" }) else { return nil }
        guard !credentials.user.contains(":") else { return nil }
        let text = Array("\(credentials.user):\(credentials.password.revealed)".utf8)
        return .basic(field: "Basic " + base64(text))
    }
}

/// Base 64 (RFC 4648 4).
func base64(_ octets: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: octets.count, by: 3) {
        let count = min(3, octets.count - start)
        var bits: UInt32 = 0
        for place in 0..<3 { bits = bits << 8 | (place < count ? UInt32(octets[start + place]) : 0) }
        for place in 0..<4 {
            text.append(place <= count ? alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
