public import DeviceProtocols

/// Why a device, or one of its pages, could not be asked. Never has a password in it.
public struct HTTPPollError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// Nothing listens there, or it cannot be reached.
        case notReachable
        /// It takes too long.
        case timedOut
        /// It does not let the user in.
        case notAuthorized
        /// The handshake of TLS failed, or the certificate was not accepted.
        case tls
        /// The answer is larger than 1 MiB.
        case tooLarge
        /// The answer is not HTTP, or ends too early.
        case malformed
        /// A redirect that is not followed: away from the device, or in a circle.
        case redirect
        /// Another status than 200.
        case status
    }

    /// What went wrong.
    public var code: Code
    /// What was expected and what came.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The text for people.
    public var description: String { message }
}

/// What came of asking for one page.
public struct HTTPPageResult: Hashable, Sendable {
    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// It was read.
        case understood
        /// It was read as far as it went: why not all of it.
        case partly(String)
        /// It answered, and was not understood; the answer is kept as a reading `raw`.
        case keptRaw(String)
        /// The device does not have it (404, 410 or 501).
        case absent(status: Int)
        /// It was not asked for, since the device did not have it.
        case notAsked
        /// It could not be asked for.
        case failed(HTTPPollError)
    }

    /// The page.
    public var page: HTTPPage
    /// What came of it.
    public var outcome: Outcome
    /// What it says.
    public var readings: [DeviceReading]

    /// Makes a result.
    public init(_ page: HTTPPage, _ outcome: Outcome, _ readings: [DeviceReading] = []) {
        self.page = page
        self.outcome = outcome
        self.readings = readings
    }
}

/// What came of one poll of a device.
public struct HTTPPollResult: Hashable, Sendable {
    /// Each page, in the order in which they were asked for.
    public var pages: [HTTPPageResult] = []
    /// The device's clock by the field Date, which is UTC (RFC 9110 6.6.1); `nil` when it has none, or was never set.
    public var clock: DeviceTime?
    /// The field Server; empty when there is none.
    public var server = ""
    /// Whether a change of settings waits for a restart of the device; `nil` when it does not say.
    public var isResetRequired: Bool?

    /// Makes an empty result.
    public init() {}

    /// All readings, in order. A clock in a page, whose zone nobody knows, gives way to the one of the field Date.
    public var readings: [DeviceReading] {
        var readings = pages.flatMap(\.readings)
        if let clock {
            readings.removeAll { if case .clock = $0 { true } else { false } }
            readings.append(.clock(clock))
        }
        return readings
    }

    /// Pages that were read, all or in part.
    public var understood: [HTTPPage] {
        pages.filter {
            switch $0.outcome {
            case .understood, .partly: true
            default: false
            }
        }.map(\.page)
    }

    /// Pages that answered, and were not understood.
    public var keptRaw: [HTTPPage] {
        pages.filter { if case .keptRaw = $0.outcome { true } else { false } }.map(\.page)
    }

    /// Pages that could not be asked for, and why.
    public var failures: [(page: HTTPPage, error: HTTPPollError)] {
        pages.compactMap { if case .failed(let error) = $0.outcome { ($0.page, error) } else { nil } }
    }
}
