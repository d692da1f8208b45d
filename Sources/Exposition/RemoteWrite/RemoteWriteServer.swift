public import Settings
public import TLSKit

/// A server that gets what is measured, by Prometheus remote write 1.0.
public struct RemoteWriteServer: Hashable, Sendable {
    /// The number in the settings.
    public var index: Int
    /// Where to send to; without user and password.
    public var url: String
    /// The user, for Basic authentication.
    public var user: String?
    /// The user's password.
    public var password: Secret?
    /// A token, for Bearer authentication.
    public var bearerToken: Secret?
    /// Labels that every series gets.
    public var labels: [String: String] = [:]
    /// Samples in a request, at most.
    public var batchSamples = 2000
    /// The age in hours above which samples are not sent any more.
    public var maximumAgeHours = 47
    /// How far the server's certificate is checked.
    public var certificateCheck = TLSConfiguration.Verification.full

    /// Makes a server with the usual settings.
    public init(index: Int, url: String) {
        self.index = index
        self.url = url
    }

    /// Whether it is spoken to under TLS.
    public var usesTLS: Bool { url.lowercased().hasPrefix("https:") }

    /// The name of its place in the history: another URL begins anew.
    var cursorName: String {
        let hash = url.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "remote-write-\(index)-" + String(hash, radix: 16)
    }
}
