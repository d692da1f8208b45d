/// What a switch wants an application of an endpoint to use: VLAN, priority and code point (ANSI/TIA-1057, 10.2.3).
public struct NetworkPolicy: Hashable, Sendable {
    /// The application: 1 voice, 2 voice signalling, 3 guest voice, 4 guest voice signalling, 5 softphone voice, 6 video
    /// conferencing, 7 streaming video, 8 video signalling.
    public let application: UInt8
    /// Whether the policy is not known (U): the rest then means nothing.
    public let isUnknown: Bool
    /// Whether frames are tagged (T). Untagged, VLAN and priority mean nothing.
    public let isTagged: Bool
    /// The VLAN: 1 to 4094; 0 for a tag that has only a priority; 4095 is not valid.
    public let vlan: UInt16
    /// The priority, 0 to 7.
    public let priority: UInt8
    /// The code point of differentiated services, 0 to 63.
    public let codePoint: UInt8

    /// Voice.
    public static let voice: UInt8 = 1
    /// Signalling of voice, where it goes another way than voice.
    public static let voiceSignalling: UInt8 = 2

    /// Makes a policy; bits that do not fit are dropped.
    public init(
        application: UInt8, isUnknown: Bool = false, isTagged: Bool, vlan: UInt16, priority: UInt8, codePoint: UInt8
    ) {
        self.application = application
        self.isUnknown = isUnknown
        self.isTagged = isTagged
        self.vlan = vlan & 0xfff
        self.priority = priority & 7
        self.codePoint = codePoint & 63
    }

    /// A policy that says that none is known: how an endpoint tells a switch that it would like one.
    public static func unknown(_ application: UInt8) -> NetworkPolicy {
        NetworkPolicy(application: application, isUnknown: true, isTagged: false, vlan: 0, priority: 0, codePoint: 0)
    }

    /// Makes a policy from its four octets as one number: application in bits 31 to 24, U 23, T 22, VLAN 20 to 9, priority
    /// 8 to 6, code point 5 to 0.
    public init(bits: UInt32) {
        self.init(
            application: UInt8(truncatingIfNeeded: bits >> 24), isUnknown: bits & 1 << 23 != 0,
            isTagged: bits & 1 << 22 != 0, vlan: UInt16(truncatingIfNeeded: bits >> 9),
            priority: UInt8(truncatingIfNeeded: bits >> 6), codePoint: UInt8(truncatingIfNeeded: bits))
    }

    /// The four octets as one number.
    public var bits: UInt32 {
        let flags: UInt32 = (isUnknown ? 1 << 23 : 0) | (isTagged ? 1 << 22 : 0)
        return UInt32(application) << 24 | flags | UInt32(vlan) << 9 | UInt32(priority) << 6 | UInt32(codePoint)
    }
}
