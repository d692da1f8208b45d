/// Whether a message of the User-based Security Model is timely (RFC 3414 3.2.7), for an authoritative engine.
public enum TimeWindow {
    /// Seconds that a message's time may differ.
    public static let seconds: UInt32 = 150
    /// The highest number of boots; an engine that reached it answers nobody.
    public static let highestBoots: UInt32 = 2_147_483_647

    /// Whether a message to an engine with these boots and this time, in seconds since its start, is timely.
    public static func isTimely(boots: UInt32, time: UInt32, engineBoots: UInt32, engineTime: UInt32) -> Bool {
        engineBoots != highestBoots && boots == engineBoots
            && (time > engineTime ? time - engineTime : engineTime - time) <= seconds
    }
}
