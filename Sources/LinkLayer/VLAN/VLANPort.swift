import LinkProtocols
import Logging
import NetworkValues
import Settings
import Snapshot

/// The VLAN of LAN1: what its sources say, what is decided, and what becomes of it. For the LAN thread only.
final class VLANPort {
    /// Where the device's packets go, as far as that is settled.
    enum Outcome: Hashable {
        /// A change is under way, or nothing was decided yet.
        case pending
        /// The device is in this VLAN, 0 for none, by way of this link.
        case inForce(UInt16, link: String)
        /// The device is not in the VLAN that was decided on.
        case refused(String)
    }

    private let runner: VLANRunner
    private let surroundings: LinkLayerSurroundings
    private var settings: VLANSettings
    private let port: String
    private(set) var decision = VLANDecision(VLANOffers(), now: Timestamp(milliseconds: 0))
    private var offers = VLANOffers()

    /// Makes it once the kernel's table is complete.
    init(
        _ settings: VLANSettings, port: String, socket: RouteSocket, file: KeptText,
        _ surroundings: LinkLayerSurroundings, _ now: Timestamp
    ) {
        self.settings = settings
        self.port = port
        self.surroundings = surroundings
        runner = VLANRunner(
            VLANControl(settings.control(of: port), boot: surroundings.boot), socket: socket,
            store: { text in
                guard file.keep(text) != 0 else { return true }
                surroundings.logger.error("what a change of VLAN needs to be taken back cannot be kept in \(file.path)")
                return false
            })
        if let text = file.read() {
            if let actions = runner.restore(text, now: now) {
                tell(actions)
            } else {
                surroundings.logger.warning("\(file.path) cannot be understood, and is not used")
            }
        }
    }

    /// When `passTime` must be called at the latest.
    var deadline: Timestamp? { [runner.deadline, decision.validUntil].compactMap(\.self).min() }

    /// Takes other settings.
    func apply(_ settings: VLANSettings, _ now: Timestamp) {
        guard settings != self.settings else { return }
        self.settings = settings
        tell(runner.handle(.settings(settings.control(of: port)), now: now))
    }

    /// Takes what LLDP and DHCP say.
    func decide(_ neighbours: [LLDPNeighbour], lease: VLANOffers.Setting?, _ now: Timestamp) {
        offers = VLANOffers(neighbours: neighbours, lease: lease, configured: settings.offer)
        decide(now)
    }

    private func decide(_ now: Timestamp) {
        let decided = VLANDecision(offers, now: now)
        // The time at which a policy expires moves with each frame that repeats it.
        let isSame =
            decided.tagging == decision.tagging && decided.priority == decision.priority
            && decided.source == decision.source && decided.notes == decision.notes
        decision = decided
        guard !isSame || runner.control.decision == nil else { return }
        for note in decided.notes { surroundings.log(5, VLANSettings.name, "\(note)") }
        tell(runner.handle(.decision(decided), now: now))
    }

    /// Takes what the kernel told.
    func take(_ changes: [RouteChange], _ now: Timestamp) { tell(runner.take(changes, now: now)) }

    /// Does what is due.
    func passTime(_ now: Timestamp) {
        if let until = decision.validUntil, until <= now { decide(now) }
        if let due = runner.deadline, due <= now { tell(runner.handle(.timer, now: now)) }
    }

    /// Does what an operator wants: try what was held back or failed, keep what waits, or take it back.
    func fulfil(_ command: LANCommand, _ now: Timestamp) -> LANAnswer {
        switch command {
        case .applyVLAN:
            guard settings.mode == .apply else {
                return .refused(.notPossible, "expected \(VLANSettings.name) /mode apply, the mode is \(settings.mode)")
            }
            tell(runner.handle(.allowLLDP, now: now))
            tell(runner.handle(.retry, now: now))
        case .confirmVLAN, .rollBackVLAN:
            guard case .confirming = runner.control.state else {
                return .refused(
                    .notPossible,
                    "expected a change of VLAN that waits to be confirmed, the state is \(runner.control.state.word)")
            }
            tell(runner.handle(command == .confirmVLAN ? .confirm : .reject, now: now))
        case .clearStatistics, .acceptGateway, .logOff, .logOn: break
        }
        return .done
    }

    private func tell(_ actions: [VLANControl.Action]) {
        for action in actions {
            switch action {
            case .note(let text): surroundings.log(5, VLANSettings.name, text)
            case .warning(let text): surroundings.log(4, VLANSettings.name, text)
            case .store, .run, .resolve: break
            }
        }
    }

    /// The policies to tell switches as those in use: the ones that are followed, none while another source decides.
    func policies(of neighbours: [LLDPNeighbour]) -> [NetworkPolicy] {
        guard decision.source == .lldp else { return [] }
        return neighbours.sorted { $0.index < $1.index }.flatMap(\.unit.med.validPolicies)
            .filter { $0.application == NetworkPolicy.voice && !$0.isUnknown }.prefix(1).map(\.self)
    }

    /// Where the device's packets go.
    var outcome: Outcome {
        switch runner.control.state {
        case .undecided, .applying, .rollingBack: .pending
        case .current: .inForce(decision.tagging.vlan, link: runner.control.mark?.name ?? port)
        case .confirming(let plan, _): .inForce(decision.tagging.vlan, link: plan.target)
        case .observed: .refused("\(VLANSettings.name) /mode is \(settings.mode)")
        case .held(let hold, _): .refused("\(hold)")
        case .unsupported: .refused("the kernel has no VLAN links (8021q)")
        case .impossible(let error): .refused("\(error)")
        }
    }

    /// What is published of it.
    var status: VLANPortStatus {
        let state = runner.control.state
        var status = VLANPortStatus(decision, state: state.word)
        status.steps = state.plan?.texts ?? []
        status.link = runner.control.mark?.name ?? ""
        switch state {
        case .held(let hold, _): status.reason = "\(hold)"
        case .impossible(let error): status.reason = "\(error)"
        case .rollingBack(let reason): status.reason = reason
        case .confirming(_, let until): status.confirmUntil = until
        case .unsupported: status.reason = "the kernel has no VLAN links (8021q); this is what would be done"
        case .undecided, .current, .observed, .applying: break
        }
        return status
    }
}
