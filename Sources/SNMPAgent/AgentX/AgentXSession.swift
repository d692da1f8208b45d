import NetworkValues
import SNMPProtocol

/// The subagent's side of a session with a master (RFC 2741 7.1), as a value: it is told what came and what time it is, and
/// says what is to be sent. Sockets are not its business.
struct AgentXSession {
    /// A moment on both clocks.
    struct Moment {
        /// Milliseconds that never go back.
        var milliseconds: UInt64
        /// What people read.
        var time: Timestamp
    }

    /// How far it is.
    enum Phase: Equatable {
        /// The next try begins then.
        case waiting(until: UInt64)
        /// A connection is to be made; given up then.
        case connecting(until: UInt64)
        case opening
        case open
        /// It was ended on our side.
        case ended
    }

    /// What the master was asked for.
    enum Question: Equatable {
        case open
        case register(Int)
        case addCapability
        case ping

        var title: String {
            switch self {
            case .open: "Open"
            case .register: "Register"
            case .addCapability: "AddAgentCaps"
            case .ping: "Ping"
            }
        }
    }

    /// What people should hear.
    enum Note: Equatable {
        case opened
        case registered(String)
        case refused(String, String)
        case lost(String)
    }

    /// Milliseconds until the first new try, and the most of them; a session that stood as long begins with the first again.
    static let retry: ClosedRange<UInt64> = 1000...30_000
    /// Milliseconds until a refused registration is asked for again.
    static let refusalRetry: UInt64 = 10_000
    /// Octets to be sent from which on nothing more is read.
    static let outputLimit = 1 << 20
    /// PDUs that cannot be read until the session is given up.
    static let malformedLimit = 16

    let configuration: AgentXConfiguration
    let changes: any AgentXChanges
    let responder: AgentXResponder
    /// The state for others to see.
    var status: AgentXSessionStatus
    var phase: Phase
    /// What people should hear; whoever tells them takes it.
    var notes: [Note] = []
    /// What is to be sent.
    var writer = AgentXWriter()
    /// Octets that came and were not read yet.
    var input: [UInt8] = []

    var questions: [UInt32: (question: Question, until: UInt64)] = [:]
    var refusedUntil: [Int: UInt64] = [:]
    var sessionID: UInt32 = 0
    var lastPacket: UInt32 = 0
    var heardAt: UInt64 = 0
    var pause: UInt64
    var openedAt: UInt64 = 0
    var malformedHere = 0

    /// Makes a session that begins at once. `counts` go on.
    init(
        _ configuration: AgentXConfiguration, changes: any AgentXChanges, counts: AgentXCounts, at moment: Moment
    ) {
        self.configuration = configuration
        self.changes = changes
        responder = AgentXResponder(regions: configuration.subtrees.map(\.arcs))
        status = AgentXSessionStatus()
        status.address = "\(configuration.address)"
        status.counts = counts
        pause = Self.retry.lowerBound
        phase = .connecting(until: 0)
        status.subtrees = Self.unregistered(configuration)
        connect(at: moment)
    }

    private static func unregistered(_ configuration: AgentXConfiguration) -> [AgentXSessionStatus.Subtree] {
        configuration.subtrees.map { AgentXSessionStatus.Subtree(title: $0.title, name: $0.name) }
    }

    var timeout: UInt64 { UInt64(configuration.timeoutSeconds) * 1000 }

    /// Whether a connection should stand, or be made.
    var wantsConnection: Bool {
        switch phase {
        case .connecting, .opening, .open: true
        case .waiting, .ended: false
        }
    }

    /// Whether more may be read.
    var takesInput: Bool { writer.octets.count < Self.outputLimit }

    // MARK: Time

    /// When the time must be told next; `nil` for never.
    var deadline: UInt64? {
        switch phase {
        case .waiting(let until), .connecting(let until): return until
        case .ended: return nil
        case .opening, .open:
            let answers = questions.values.map(\.until)
            let ping = isPinging || phase == .opening ? [] : [heardAt + UInt64(configuration.pingSeconds) * 1000]
            return (answers + ping + refusedUntil.values).min()
        }
    }

    private var isPinging: Bool { questions.values.contains { $0.question == .ping } }

    /// Tells the time.
    mutating func tick(at moment: Moment) {
        let now = moment.milliseconds
        switch phase {
        case .ended: return
        case .waiting(let until):
            if now >= until { connect(at: moment) }
        case .connecting(let until):
            if now >= until {
                status.counts.timeouts += 1
                lose("the master did not take the connection within \(configuration.timeoutSeconds) s", at: moment)
            }
        case .opening, .open:
            if let late = questions.values.first(where: { now >= $0.until }) {
                status.counts.timeouts += 1
                close(.timeouts)
                lose(
                    "the master did not answer \(late.question.title) within \(configuration.timeoutSeconds) s",
                    at: moment)
                return
            }
            guard phase == .open else { return }
            for (number, until) in refusedUntil where now >= until { register(number, at: moment) }
            if now >= heardAt + UInt64(configuration.pingSeconds) * 1000, !isPinging {
                status.counts.pings += 1
                ask(.ping, .ping, .ping, at: moment)
            }
        }
    }

    // MARK: The connection

    private mutating func connect(at moment: Moment) {
        phase = .connecting(until: moment.milliseconds + timeout)
        status.state = .connecting
    }

    /// The connection stands.
    mutating func connected(at moment: Moment) {
        guard case .connecting = phase else { return }
        phase = .opening
        status.state = .opening
        heardAt = moment.milliseconds
        ask(
            .open, .open,
            .open(
                timeoutSeconds: configuration.timeoutSeconds, id: configuration.id,
                description: Array("ipdect-agent".utf8)), at: moment)
    }

    /// The connection failed or ended; `reason` is a sentence's rest for people.
    mutating func lose(_ reason: String, at moment: Moment) {
        guard wantsConnection else { return }
        status.counts.failures += 1
        if status.lastError != reason || phase == .open { notes.append(.lost(reason)) }
        if phase == .open, moment.milliseconds >= openedAt + Self.retry.upperBound { pause = Self.retry.lowerBound }
        phase = .waiting(until: moment.milliseconds + pause)
        pause = min(pause * 2, Self.retry.upperBound)
        status.state = .waiting
        status.lastError = reason
        status.lastErrorAt = moment.time
        forget()
    }

    private mutating func forget() {
        status.sessionID = nil
        status.openSince = nil
        status.subtrees = Self.unregistered(configuration)
        questions = [:]
        refusedUntil = [:]
        input = []
        malformedHere = 0
        sessionID = 0
    }

    /// Ends the session on our side; what is still to be sent says so.
    mutating func end() {
        if phase == .open { close(.shutdown) }
        phase = .ended
        status.state = .off
        forget()
    }

    mutating func close(_ reason: AgentXCloseReason) {
        lastPacket &+= 1
        AgentXPDU(
            AgentXHeader(.close, sessionID: sessionID, packetID: lastPacket), .close(reason: reason.rawValue)
        ).write(to: &writer)
    }
}
