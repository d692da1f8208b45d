import NetworkValues
import Settings
import Synchronization
import Testing

@testable import WebAccess

/// Access control with a settings document, a clock and random octets that the test sets.
final class Desk: Sendable {
    static let schema = SettingsSchema(AccessConfiguration.modules)
    static let office = IPAddress.v4(0xc000_0207)
    static let elsewhere = IPAddress.v4(0xc633_6409)

    static let start = Timestamp(seconds: 1_800_000_000)

    let access: AccessControl
    private let clock = Mutex(Desk.start)
    private let told = Mutex<[AccessEvent]>([])
    private let held: Mutex<SettingsDocument>

    init(_ lines: [String] = [], memory: String? = nil, at start: Timestamp? = nil) throws {
        let document = try Self.document(lines)
        held = Mutex(document)
        if let start { clock.withLock { $0 = start } }
        let seed = Mutex<UInt64>(1)
        let relay = Relay(start: start ?? Self.start)
        access = try AccessControl(
            document, memoryPath: memory, now: { relay.now() },
            random: { count in
                (0..<count).map { _ in
                    seed.withLock { seed in
                        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return UInt8(truncatingIfNeeded: seed >> 56)
                    }
                }
            },
            onEvent: { relay.tell($0) })
        relay.desk.withLock { $0 = Weak(self) }
    }

    static func document(_ lines: [String]) throws -> SettingsDocument {
        let (document, problems) = SettingsDocument.parse(lines.joined(separator: "\n"), schema: schema)
        #expect(problems.filter { $0.severity == .error } == [])
        return document
    }

    /// The settings that hold.
    var document: SettingsDocument { held.withLock { $0 } }
    /// What was told since the last time.
    var events: [AccessEvent] {
        told.withLock { told in
            defer { told = [] }
            return told
        }
    }
    var now: Timestamp { clock.withLock { $0 } }

    func pass(seconds: Int64) { clock.withLock { $0 = $0.adding(seconds: seconds) } }

    /// What the settings store does: checks, keeps, lets everyone know.
    func apply(_ change: AccessChange) throws {
        let document = try held.withLock { held in
            held = try change.applied(to: held)
            return held
        }
        #expect(document.problems().filter { $0.severity == .error } == [])
        try access.apply(document)
    }

    func apply(_ lines: [String]) throws {
        let document = try Self.document(lines)
        held.withLock { $0 = document }
        try access.apply(document)
    }

    /// Logs in, or records that it could not.
    func welcome(
        _ name: String, _ password: String, from source: IPAddress = Desk.office, certificate: [String] = [],
        endOldest: Bool = false, location: SourceLocation = #_sourceLocation
    ) async throws -> LogInOutcome.Welcome {
        let outcome = await access.logIn(
            name: name, password: Secret(password), certificate: certificate, from: source, userAgent: "test",
            endOldest: endOldest)
        guard case .welcome(let welcome) = outcome else {
            Issue.record("\(name) was not let in: \(outcome)", sourceLocation: location)
            throw AccessError(.notAllowed, "no welcome")
        }
        return welcome
    }

    /// What a log-in comes to, in one word.
    func word(
        _ name: String, _ password: String, from source: IPAddress = Desk.office, certificate: [String] = []
    ) async -> String {
        let outcome = await access.logIn(
            name: name, password: Secret(password), certificate: certificate, from: source)
        return switch outcome {
        case .welcome: "welcome"
        case .refused(let seconds): "refused \(seconds)"
        case .blocked(let seconds): "blocked \(seconds)"
        case .certificateRequired: "certificate"
        case .sessionLimit(.ofUser(let limit), let own): "limit of user \(limit)\(own ? ", own" : "")"
        case .sessionLimit(.ofSystem(let limit), let own): "limit of system \(limit)\(own ? ", own" : "")"
        case .busy: "busy"
        case .networkRefused: "network"
        }
    }

    /// A line that makes an account whose password costs little to check.
    static func line(_ number: Int, _ name: String, _ role: Role, _ password: String, _ rest: String = "") -> String {
        "config change HTTP0-USER\(number) /name \"\(name)\" /role \(role.rawValue) "
            + "/password \(hash(password)) \(rest)"
    }

    /// A hash that costs little to check.
    static func hash(_ password: String) -> String {
        PasswordHash(of: Secret(password), cost: PasswordHash.Cost(n: 16, r: 1, p: 1)) {
            [UInt8](repeating: 7, count: $0)
        }?
        .text ?? ""
    }

    private struct Weak: Sendable {
        weak let desk: Desk?
        init(_ desk: Desk) { self.desk = desk }
    }

    /// What access control is made with before there is a desk.
    private final class Relay: Sendable {
        let desk = Mutex<Weak?>(nil)
        let start: Timestamp
        init(start: Timestamp) { self.start = start }
        func now() -> Timestamp { desk.withLock { $0?.desk?.now } ?? start }
        func tell(_ event: AccessEvent) { desk.withLock { $0?.desk }?.told.withLock { $0.append(event) } }
    }
}

/// A value that a computation threw an error for.
func refusal(_ body: () async throws -> some Any) async -> AccessError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? AccessError
    }
}
