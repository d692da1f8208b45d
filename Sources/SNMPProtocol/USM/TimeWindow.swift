/// Whether a message of the User-based Security Model is timely (RFC 3414 3.2.7), for an authoritative engine.
public enum TimeWindow {
    /// Seconds that a message's time may differ.
    public static let seconds: Int32 = 150
    /// The highest number of boots; an engine that reached it answers nobody.
    public static let highestBoots: Int32 = 2_147_483_647

    /// Whether a message to an engine with these boots and this time, in seconds since its start, is timely.
    public static func isTimely(boots: Int32, time: Int32, engineBoots: Int32, engineTime: Int32) -> Bool {
        engineBoots != highestBoots && boots == engineBoots
            && abs(Int64(time) - Int64(engineTime)) <= Int64(seconds)
    }
}
