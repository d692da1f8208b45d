public import LinkProtocols
public import NetworkValues

extension VLANControl {
    /// What is done with decisions.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// It is said what would be done.
        case observe
        /// It is done.
        case apply
    }

    /// What the settings say.
    public struct Settings: Hashable, Sendable {
        /// The port, such as `eth0`.
        public var port: String
        /// What is done with decisions.
        public var mode: Mode
        /// Seconds within which a change must be confirmed.
        public var confirmSeconds: Int64
        /// Whether a gateway that answers in the new VLAN confirms it; else only an operator does.
        public var isConfirmedByGateway: Bool
        /// Whether a VLAN from LLDP is followed although none was ever confirmed (manual 4.16).
        public var followsFirstLLDP: Bool
        /// How often the same decision is tried before only an operator can have it tried again.
        public var attemptLimit: Int
        /// Changes within an hour, at most: two sources that contradict each other must not move the device for ever
        /// (manual I.6).
        public var changesPerHour: Int

        /// Makes settings.
        public init(
            port: String, mode: Mode = .observe, confirmSeconds: Int64 = 120, isConfirmedByGateway: Bool = true,
            followsFirstLLDP: Bool = false, attemptLimit: Int = 3, changesPerHour: Int = 6
        ) {
            self.port = port
            self.mode = mode
            self.confirmSeconds = min(max(confirmSeconds, 10), 3600)
            self.isConfirmedByGateway = isConfirmedByGateway
            self.followsFirstLLDP = followsFirstLLDP
            self.attemptLimit = min(max(attemptLimit, 1), 100)
            self.changesPerHour = min(max(changesPerHour, 1), 100)
        }
    }

    /// Why a plan waits.
    public enum Hold: Hashable, Sendable, CustomStringConvertible {
        /// The VLAN comes from LLDP, and none from there was ever confirmed (manual 4.16).
        case firstLLDP
        /// It was tried and taken back.
        case failed(attempts: Int)
        /// Too many changes in the last hour.
        case tooManyChanges(until: Timestamp)

        /// The reason for people, with what to do.
        public var description: String {
            switch self {
            case .firstLLDP:
                "the VLAN comes from LLDP and none from there was confirmed before: allow it once, or in the settings"
            case .failed(let attempts):
                "it was tried \(attempts) time\(attempts == 1 ? "" : "s") and taken back: it waits for another decision, "
                    + "for the link to come up again, or for an operator"
            case .tooManyChanges: "the VLAN changed too often in the last hour: do LLDP and DHCP contradict each other?"
            }
        }
    }

    /// Where it stands.
    public enum State: Hashable, Sendable {
        /// Nobody decided anything yet.
        case undecided
        /// The device is as was decided.
        case current
        /// What would be done.
        case observed(VLANPlan)
        /// A plan waits.
        case held(Hold, VLANPlan)
        /// The kernel has no VLAN links (8021q); what would be done if it had.
        case unsupported(VLANPlan)
        /// No plan can be made.
        case impossible(VLANPlanError)
        /// A step of a plan runs, counted from 0.
        case applying(VLANPlan, step: Int)
        /// All is done and waits to be confirmed.
        case confirming(VLANPlan, until: Timestamp)
        /// What was done is taken back.
        case rollingBack(reason: String)

        /// One word for it.
        public var word: String {
            switch self {
            case .undecided: "undecided"
            case .current: "current"
            case .observed: "observed"
            case .held: "held"
            case .unsupported: "unsupported"
            case .impossible: "impossible"
            case .applying: "applying"
            case .confirming: "confirming"
            case .rollingBack: "rolling-back"
            }
        }

        /// What is done, or would be.
        public var plan: VLANPlan? {
            switch self {
            case .observed(let plan), .held(_, let plan), .unsupported(let plan), .applying(let plan, _),
                .confirming(let plan, _):
                plan
            case .undecided, .current, .impossible, .rollingBack: nil
            }
        }
    }

    /// What happens to it.
    public enum Event: Hashable, Sendable {
        /// A decision on the VLAN.
        case decision(VLANDecision)
        /// The kernel told something; the table has it.
        case table
        /// The kernel's answer to the step that runs.
        case answer(RouteAnswer)
        /// An operator confirms what waits for it.
        case confirm
        /// An operator takes back what waits to be confirmed.
        case reject
        /// An operator lets VLANs from LLDP be followed from now on.
        case allowLLDP
        /// An operator wants what failed to be tried again.
        case retry
        /// Other settings.
        case settings(Settings)
        /// Time passed.
        case timer
    }

    /// What must be done, in this order.
    public enum Action: Hashable, Sendable {
        /// Keep this text before anything that follows is done.
        case store(String)
        /// Run this step; its answer is the next `.answer`.
        case run(VLANStep)
        /// Let the kernel ask for the MAC of a gateway. Nobody waits for the answer.
        case resolve(NeighbourEntry.Key)
        /// Tell people.
        case note(String)
        /// Tell people of something that needs them.
        case warning(String)
    }

    /// What tells one decision from another.
    struct Wish: Hashable, Sendable {
        var tagging: VLANTagging
        var priority: UInt8

        init(_ decision: VLANDecision) {
            self.init(tagging: decision.tagging, priority: decision.priority)
        }

        init(tagging: VLANTagging, priority: UInt8) {
            self.tagging = tagging
            self.priority = priority
        }
    }

    struct Failure: Hashable, Sendable {
        var attempts: Int
        var isBlocked: Bool
    }
}
