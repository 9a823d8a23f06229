using System.Collections.Frozen;

namespace Chatbot.Web.Rendering.Mathematics;

/// <summary>Commands that are a character.</summary>
internal static class MathSymbols
{
    /// <summary>Variables: Greek, and what is used like a letter.</summary>
    public static readonly FrozenDictionary<string, string> Identifiers = Table(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ " +
        "rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω ell ℓ hbar ℏ imath ı jmath ȷ wp ℘ Re ℜ Im ℑ aleph ℵ");

    /// <summary>The same, upright.</summary>
    public static readonly FrozenDictionary<string, string> Upright = Table(
        "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ degree ° " +
        "hslash ℏ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □ blacksquare ■ checkmark ✓ " +
        "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ prime ′ S § P ¶ dag † ddag ‡ pounds £ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠");

    public static readonly FrozenDictionary<string, string> Operators = Table(
        "pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ setminus ∖ " +
        "uplus ⊎ sqcap ⊓ sqcup ⊔ neg ¬ lnot ¬ forall ∀ exists ∃ nexists ∄ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ equiv ≡ cong ≅ sim ∼ simeq ≃ " +
        "propto ∝ doteq ≐ triangleq ≜ coloneqq ≔ prec ≺ succ ≻ preceq ⪯ succeq ⪰ leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ " +
        "supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ mid ∣ nmid ∤ parallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ asymp ≍ bowtie ⋈ to → rightarrow → leftarrow ← gets ← " +
        "leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ Longleftarrow ⟸ " +
        "longleftrightarrow ⟷ Longleftrightarrow ⟺ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ leftharpoonup ↼ rightleftharpoons ⇌ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ " +
        "Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ therefore ∴ because ∵ colon : lt < gt > dagger † ddagger ‡ amalg ⨿ wr ≀ triangleleft ◃ triangleright ▹ rightsquigarrow ⇝");

    /// <summary>With what they run over below and above.</summary>
    public static readonly FrozenDictionary<string, string> Large = Table(
        "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ biguplus ⨄");

    public static readonly FrozenDictionary<string, string> Integrals = Table("int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯");

    /// <summary>What opens and closes, after <c>\left</c> too.</summary>
    public static readonly FrozenDictionary<string, string> Delimiters = Table(
        "{ { } } langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ | ‖ lbrace { rbrace } lbrack [ rbrack ] lgroup ⟮ rgroup ⟯ backslash ∖ " +
        "uparrow ↑ downarrow ↓ updownarrow ↕ ulcorner ⌜ urcorner ⌝ llcorner ⌞ lrcorner ⌟");

    public static readonly FrozenDictionary<string, string> Characters = Table("% % $ $ # # _ _ & &");

    /// <summary>In em.</summary>
    public static readonly FrozenDictionary<string, string> Spaces = Table(
        ", 0.167 : 0.222 > 0.222 ; 0.278 ! -0.167 quad 1 qquad 2 enspace 0.5 thinspace 0.167 medspace 0.222 thickspace 0.278 negthinspace -0.167");

    public static readonly FrozenSet<string> Functions = Words(
        "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arccot log ln lg exp arg deg dim ker hom sgn");

    /// <summary>With what they run over below.</summary>
    public static readonly FrozenSet<string> Limits = Words("lim max min sup inf limsup liminf det gcd lcm Pr argmax argmin injlim projlim");

    /// <summary>Over one piece.</summary>
    public static readonly FrozenDictionary<string, string> Accents = Table(
        "hat ^ widehat ^ bar ¯ overline ¯ vec → overrightarrow → overleftarrow ← overleftrightarrow ↔ tilde ~ widetilde ~ dot ˙ ddot ¨ check ˇ breve ˘ acute ´ grave ` mathring ˚ overbrace ⏞");

    public static readonly FrozenDictionary<string, string> Underneath = Table("underline _ underbrace ⏟");

    private static FrozenDictionary<string, string> Table(string pairs) =>
        pairs.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
