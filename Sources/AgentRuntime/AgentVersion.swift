/// The version of this program.
public enum AgentVersion {
    /// The version, by semver.org.
    public static let current = "0.1.0"
}
