public import NetworkValues

/// Which VLAN the device uses, and why: LLDP before DHCP before the settings (manual 4.2.9).
///
/// A pure function of what the sources say now. It must be asked again when one of them changes, and at `validUntil`: what
/// expired no longer counts then, and the next source takes over.
public struct VLANDecision: Hashable, Sendable {
    /// Who decided.
    public let source: VLANSource
    /// How frames are sent.
    public let tagging: VLANTagging
    /// The priority of frames, 0 to 7; 0 without a tag.
    public let priority: UInt8
    /// The code point of differentiated services that a switch wants, 0 to 63; `nil` when nobody told.
    public let codePoint: UInt8?
    /// When the source expires; `nil` for never.
    public let validUntil: Timestamp?
    /// What is to be said about it.
    public let notes: [VLANNote]

    /// Whether priorities have an effect on the LAN.
    public var hasQualityOfService: Bool { tagging != .untagged }

    /// Decides from what the sources say at `now`.
    public init(_ offers: VLANOffers, now: Timestamp) {
        var notes: [VLANNote] = []
        let choice =
            Self.policy(offers.policies, now, &notes)
            ?? Self.setting(.dhcp, offers.lease, now, &notes)
            ?? Self.setting(.configured, offers.configured, now, &notes)
            ?? Choice(source: .none, tagging: .untagged, priority: 0, codePoint: nil, validUntil: nil)
        Self.noteOverruled(offers, choice, now, &notes)
        source = choice.source
        tagging = choice.tagging
        priority = choice.priority
        codePoint = choice.codePoint
        validUntil = choice.validUntil
        self.notes = notes
    }

    private struct Choice {
        let source: VLANSource
        let tagging: VLANTagging
        let priority: UInt8
        let codePoint: UInt8?
        let validUntil: Timestamp?
    }

    /// The first policy that can be followed: voice, else its signalling.
    private static func policy(_ offers: [VLANOffers.Policy], _ now: Timestamp, _ notes: inout [VLANNote]) -> Choice? {
        let live = offers.filter { $0.expiresAt > now }
        for application in [NetworkPolicy.voice, NetworkPolicy.voiceSignalling] {
            let candidates = live.filter { $0.policy.application == application }
            let known = candidates.filter { !$0.policy.isUnknown }
            if known.count < candidates.count { notes.append(.unknownPolicy(application: application)) }
            let valid = known.filter { isUsable($0.policy, &notes) }
            guard let first = valid.first else { continue }
            if valid.contains(where: { $0.policy != first.policy }) {
                notes.append(.contradiction(application: application))
            }
            return choice(first, &notes)
        }
        return nil
    }

    private static func isUsable(_ policy: NetworkPolicy, _ notes: inout [VLANNote]) -> Bool {
        guard policy.isTagged, policy.vlan > 4094 else { return true }
        notes.append(.reservedVLAN(.lldp, policy.vlan))
        return false
    }

    private static func choice(_ offer: VLANOffers.Policy, _ notes: inout [VLANNote]) -> Choice {
        let policy = offer.policy
        let tagging: VLANTagging
        switch (policy.isTagged, policy.vlan) {
        case (false, let vlan):
            tagging = .untagged
            if vlan != 0 { notes.append(.untaggedWithVLAN(vlan)) }
        case (true, 0): tagging = .priority
        case (true, let vlan): tagging = .vlan(vlan)
        }
        if tagging == .vlan(1) { notes.append(.defaultVLAN(.lldp)) }
        return Choice(
            source: .lldp, tagging: tagging, priority: policy.isTagged ? policy.priority : 0,
            codePoint: policy.codePoint, validUntil: offer.expiresAt)
    }

    private static func setting(
        _ source: VLANSource, _ offer: VLANOffers.Setting?, _ now: Timestamp, _ notes: inout [VLANNote]
    ) -> Choice? {
        guard let offer else { return nil }
        if let expiry = offer.expiresAt, expiry <= now { return nil }
        guard offer.vlan <= 4094 else {
            notes.append(.reservedVLAN(source, offer.vlan))
            return nil
        }
        if offer.priority > 7 { notes.append(.priorityOutOfRange(source, offer.priority)) }
        if offer.vlan == 0 { notes.append(.noQualityOfService(source)) }
        if offer.vlan == 1 { notes.append(.defaultVLAN(source)) }
        return Choice(
            source: source, tagging: offer.vlan == 0 ? .untagged : .vlan(offer.vlan),
            priority: offer.vlan == 0 || offer.priority > 7 ? 0 : offer.priority, codePoint: nil,
            validUntil: offer.expiresAt)
    }

    /// Names the lower sources that would have chosen another VLAN: what people ask when the one they set is not in force.
    private static func noteOverruled(
        _ offers: VLANOffers, _ choice: Choice, _ now: Timestamp, _ notes: inout [VLANNote]
    ) {
        let below: [(VLANSource, VLANOffers.Setting?)]
        switch choice.source {
        case .lldp: below = [(.dhcp, offers.lease), (.configured, offers.configured)]
        case .dhcp: below = [(.configured, offers.configured)]
        case .configured, .none: below = []
        }
        for case (let source, let offer?) in below {
            if let expiry = offer.expiresAt, expiry <= now { continue }
            if (1...4094).contains(offer.vlan), offer.vlan != choice.tagging.vlan {
                notes.append(.overruled(source, offer.vlan))
            }
        }
    }
}
