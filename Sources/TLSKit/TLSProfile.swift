/// Which versions and cipher suites are used, and in which order (manual Appendix K).
public enum TLSProfile: String, CaseIterable, Sendable {
    /// Our own default: TLS 1.2 and 1.3, only suites with forward secrecy.
    case modern
    /// All versions and suites, the most secure first.
    case normal
    /// All versions and suites, the fastest first.
    case fast
    /// TLS 1.2 and 1.3, only suites with forward secrecy.
    case secure
    /// TLS 1.2 and 1.3, only GCM suites over ECDHE.
    case strict
}
