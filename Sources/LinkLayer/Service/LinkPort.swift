import LinkProtocols
import Logging
import NetworkValues
import Snapshot

/// An interface on which link protocols run: its socket, and what each protocol makes of it. For the LAN thread only.
final class LinkPort {
    /// The most batches of frames that are taken before others get their turn.
    private static let batchLimit = 64
    /// How long frames may wait for company, in milliseconds: a hundred neighbours need not wake the thread a hundred times
    /// a second.
    private static let gatheringMilliseconds: Int64 = 100
    /// So many frames at once are a flood, and are read as they come.
    private static let floodCount = 64

    private(set) var facts: LinkFacts
    private(set) var role = LinkRole()
    /// Counts what came, so that it is seen when something did.
    private(set) var stamp: UInt64 = 0
    /// Counts changes of the neighbours; one that says what it said before is none.
    private(set) var neighbourStamp: UInt64 = 0

    private let surroundings: LinkLayerSurroundings
    private var socket: FrameSocket?
    private var problem = ""
    private var unused: UInt64 = 0
    /// Until when frames gather; `nil` while each is taken as it comes.
    private var gathersUntil: Timestamp?
    private var lldp: LLDPAgent?
    private var settings: LLDPSettings?
    private var policies: [NetworkPolicy] = []
    private var tree: SpanningTreeWatch?
    private var supplicant: SupplicantPort?
    private var user: SupplicantConfiguration?

    init(_ facts: LinkFacts, _ surroundings: LinkLayerSurroundings) {
        self.facts = facts
        self.surroundings = surroundings
    }

    /// What to wait on.
    var descriptors: [Int32] { gathersUntil == nil ? socket.map { [$0.descriptor] } ?? [] : [] }

    /// The neighbours.
    var neighbours: [LLDPNeighbour] { lldp?.receiver.neighbours ?? [] }

    /// When `passTime` must be called at the latest.
    var deadline: Timestamp? { [lldp?.deadline, supplicant?.deadline, gathersUntil].compactMap(\.self).min() }

    // MARK: Settings and links

    /// Takes what the port is used for.
    func apply(_ role: LinkRole, _ configuration: LinkLayerConfiguration, tree: SpanningTreeWatch?) {
        self.role = role
        self.tree = tree
        settings = configuration.lldp
        user = role.port == .lan1 ? configuration.supplicant : nil
    }

    /// Takes what the kernel says of the interface.
    func take(_ facts: LinkFacts, chassis: MACAddress, _ now: Timestamp) {
        let before = self.facts
        self.facts = facts
        if before.address != facts.address { close(now) }
        if facts.isUp != before.isUp || socket == nil { open() }
        arrangeLLDP(chassis, now)
        arrangeSupplicant(now)
        if let port = role.port { tree?.link(port, isUp: facts.isUp && socket != nil, now) }
    }

    private func open() {
        guard socket == nil else { return }
        do throws(FrameSocketError) {
            socket = try FrameSocket(interface: facts.name)
            problem = ""
        } catch {
            if problem != error.message { surroundings.logger.warning("\(error.message)") }
            problem = error.message
        }
    }

    private func arrangeLLDP(_ chassis: MACAddress, _ now: Timestamp) {
        guard role.speaksLLDP, let settings else { return endLLDP(now) }
        let endpoint = surroundings.identity.endpoint(
            on: facts, chassis: chassis, assetID: settings.assetID, policies: policies)
        if let agent = lldp,
            agent.transmitter.timers != settings.timers || agent.receiver.limit != settings.neighbourLimit
        {
            endLLDP(now)
        }
        if lldp == nil {
            lldp = LLDPAgent(endpoint: endpoint, timers: settings.timers, neighbourLimit: settings.neighbourLimit)
            handle(.enable, now)
        }
        handle(.endpoint(endpoint), now)
        handle(facts.isUp && socket != nil ? .linkUp : .linkDown, now)
    }

    /// Takes the policies that are followed: neighbours are told.
    func tell(_ policies: [NetworkPolicy], _ now: Timestamp) {
        guard policies != self.policies, var endpoint = lldp?.endpoint else { return }
        self.policies = policies
        endpoint.policies = policies.isEmpty ? [.unknown(NetworkPolicy.voice)] : policies
        handle(.endpoint(endpoint), now)
    }

    /// Asks to be let in, or leaves (802.1X).
    func authenticate(_ wantsIn: Bool, _ now: Timestamp) -> LANAnswer {
        guard let supplicant, user != nil else {
            return .refused(.notPossible, "expected a user in \(SupplicantSettings.name), there is none")
        }
        stamp &+= 1
        if wantsIn { supplicant.logon(now: now) } else { supplicant.logoff(now: now) }
        return .done
    }

    private func arrangeSupplicant(_ now: Timestamp) {
        guard role.port == .lan1 else { return endSupplicant(now) }
        let supplicant = self.supplicant ?? makeSupplicant()
        self.supplicant = supplicant
        supplicant.configure(user, now: now)
        if facts.isUp, socket != nil { supplicant.linkUp(now: now) } else { supplicant.linkDown(now: now) }
    }

    private func makeSupplicant() -> SupplicantPort {
        let surroundings = surroundings
        let supplicant = SupplicantPort(
            interface: facts.name, address: facts.address, date: { surroundings.now() },
            transmit: { [weak self] frame in self?.send(frame, surroundings.now()) })
        let name = facts.name
        supplicant.onChange = { status in
            surroundings.log(
                status.isAuthorized ? 5 : 4, SupplicantSettings.name, "\(name): \(status.state), \(status.reason)")
        }
        supplicant.onNotification = { surroundings.log(5, SupplicantSettings.name, "\(name): the server says: \($0)") }
        return supplicant
    }

    /// The switch is told that the device goes.
    private func endSupplicant(_ now: Timestamp) {
        if user != nil { supplicant?.logoff(now: now) }
        supplicant = nil
    }

    private func endLLDP(_ now: Timestamp) {
        guard lldp != nil else { return }
        handle(.disable, now)
        lldp = nil
    }

    private func close(_ now: Timestamp) {
        endLLDP(now)
        endSupplicant(now)
        socket = nil
    }

    /// Tells neighbours that the device goes.
    func stop(_ now: Timestamp) {
        close(now)
        if let port = role.port { tree?.link(port, isUp: false, now) }
    }

    // MARK: Frames and time

    /// Takes the frames that wait, as far as others must not wait too long for that.
    func receive(_ now: Timestamp) {
        guard let socket else { return gathersUntil = nil }
        if let gathersUntil, now < gathersUntil { return }
        gathersUntil = nil
        var taken = 0
        do throws(FrameSocketError) {
            for _ in 0..<Self.batchLimit {
                let count = try socket.receive { frame, tag in self.take(frame, tag, now) }
                taken += count
                guard count > 0 else { break }
            }
            // An authenticator is answered at once.
            guard taken > 0, taken < Self.floodCount, user == nil else { return }
            gathersUntil = now.adding(milliseconds: Self.gatheringMilliseconds)
        } catch {
            lost(error, now)
        }
    }

    /// Does what is due.
    func passTime(_ now: Timestamp) {
        if let due = lldp?.deadline, due <= now { handle(.timer, now) }
        if let due = supplicant?.deadline, due <= now {
            stamp &+= 1
            supplicant?.handleTimer(now: now)
        }
    }

    private func take(_ frame: Span<UInt8>, _ tag: VLANTag?, _ now: Timestamp) {
        stamp &+= 1
        guard let header = try? EthernetFrame(frame) else {
            unused += 1
            return
        }
        switch header.kind {
        case .lldp where lldp != nil:
            if let actions = lldp?.receive(frame, tag: tag, now: now) { carryOut(actions, now) }
        case .spanningTree where tree != nil && role.port != nil:
            if let port = role.port { tree?.receive(frame, on: port, now) }
        case .eapol where supplicant != nil && user != nil: supplicant?.receive(frame, tag: tag, now: now)
        default: unused += 1
        }
    }

    private func handle(_ event: LLDPAgent.Event, _ now: Timestamp) {
        guard let actions = lldp?.handle(event, now: now), !actions.isEmpty else { return }
        carryOut(actions, now)
    }

    private func carryOut(_ actions: [LLDPAgent.Action], _ now: Timestamp) {
        stamp &+= 1
        for action in actions {
            switch action {
            case .transmit(let frame): send(frame, now)
            case .neighbour(let change): tell(change)
            case .refused(let error):
                surroundings.logger.debug(
                    "an LLDP frame was refused", metadata: ["interface": "\(facts.name)", "reason": "\(error)"])
            }
        }
    }

    private func send(_ frame: [UInt8], _ now: Timestamp) {
        guard let socket else { return }
        do throws(FrameSocketError) { try socket.send(frame) } catch { lost(error, now) }
    }

    /// The link's going is told by the kernel's table of links, too; the socket of one that is down stays good.
    private func lost(_ error: FrameSocketError, _ now: Timestamp) {
        guard error.code != .interfaceDown, error.code != .full else { return }
        problem = error.message
        surroundings.logger.warning("\(error.message)")
        socket = nil
    }

    private func tell(_ change: LLDPReceiver.Change) {
        neighbourStamp &+= 1
        switch change {
        case .added(let neighbour):
            surroundings.log(5, LLDPSettings.name, "\(facts.name): \(Self.text(neighbour)) is a neighbour")
        case .removed(let neighbour, let reason):
            surroundings.log(
                5, LLDPSettings.name, "\(facts.name): \(Self.text(neighbour)) is a neighbour no longer: \(reason)")
        case .refused(let msap):
            surroundings.logger.debug(
                "there is no room for a neighbour",
                metadata: ["interface": "\(facts.name)", "chassis": "\(msap.chassis)"])
        case .changed: break
        }
    }

    private static func text(_ neighbour: LLDPNeighbour) -> String {
        let name = neighbour.unit.systemName ?? ""
        return "\(name.isEmpty ? "\(neighbour.msap.chassis)" : name) port \(neighbour.msap.port)"
    }

    // MARK: Status

    /// What is published of it.
    var status: LANPortStatus {
        var status = LANPortStatus(interfaceIndex: facts.index, name: facts.name)
        status.port = role.port
        status.hasLink = facts.isUp
        status.problem = problem
        status.unused = unused
        if let socket {
            status.kernelDrops = socket.kernelDrops()
            status.unused += socket.tooLong + socket.foreignTags
        }
        status.supplicant = supplicant?.status
        guard let lldp else { return status }
        status.lldp.isEnabled = true
        status.lldp.endpoint = lldp.endpoint
        status.lldp.neighbours = lldp.receiver.neighbours
        status.lldp.statistics = lldp.statistics
        status.lldp.isOverfull = lldp.receiver.overfullUntil.map { $0 > surroundings.now() } ?? false
        return status
    }
}
