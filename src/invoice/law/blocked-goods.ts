/** Goods and services on which input tax credit is blocked (CGST Act, section 17(5)), as paper names them. */
import { type Dated, entriesOn, GST_BEGAN, underOneLaw } from './dated.ts';

export interface BlockedGoods extends Dated {
  /** Of the CGST Act. */
  readonly section: string;
  /** Completes "Line 2 looks like …". */
  readonly what: string;
  /** What the law leaves open; completes "Credit is blocked …". */
  readonly unless: string;
  /** Prefixes of HSN or SAC. */
  readonly codes: readonly string[];
  /** In a description, letter case aside. */
  readonly words: RegExp;
}

/**
 * Words that stand as well for goods whose credit is open (`car`, `food`, `insurance`) are left out. Until January 2019 the
 * first three were one clause, (a), “motor vehicles and other conveyances”, which blocked the same goods.
 */
const BLOCKED_GOODS: readonly BlockedGoods[] = underOneLaw(
  {
    from: GST_BEGAN,
    source:
      'CGST Act, section 17(5), as amended by the CGST (Amendment) Act 2018 from 1 February 2019 (notification 2/2019-Central Tax)',
  },
  [
    {
      section: '17(5)(a)',
      what: 'a motor vehicle for up to 13 persons',
      unless: 'unless it is for resale, carrying passengers or driving lessons',
      codes: ['8703', '8711'],
      words: /\b(?:motor (?:cars?|cycles?)|motorcycles?|sedan|hatchback|suv)\b/i,
    },
    {
      section: '17(5)(aa)',
      what: 'a vessel or an aircraft',
      unless: 'unless it is for resale, carrying passengers or goods, or lessons',
      codes: ['8802', '8903'],
      words: /\b(?:yachts?|aircrafts?|helicopters?)\b/i,
    },
    {
      section: '17(5)(ab)',
      what: 'insurance, service or repair of a vehicle',
      unless: 'if credit on the vehicle is',
      codes: ['997133', '998714'],
      words:
        /\b(?:(?:car|vehicle|motor) (?:insurance|servic(?:e|ing)|repairs?)|(?:insurance|servic(?:e|ing)|repairs?) of (?:car|vehicle|motor))\b/i,
    },
    {
      section: '17(5)(b)(i)',
      what: 'food, catering, beauty, health, hire of a car or life and health insurance',
      unless: 'unless it is sold on, or a law obliges you to give it to employees',
      codes: ['99633', '99972', '9993', '996601', '997131', '997132'],
      words:
        /\b(?:catering|restaurant|banquet|(?:food|meals?) (?:and|&) beverages?|beauty|salon|spa|cosmetic surgery|(?:cab|taxi|car) (?:hire|rental)|(?:life|health|mediclaim) insurance|mediclaim)\b/i,
    },
    {
      section: '17(5)(b)(ii)',
      what: 'membership of a club or a fitness centre',
      unless: 'unless a law obliges you to give it to employees',
      codes: ['999723', '99959'],
      words:
        /\b(?:club (?:membership|fees?|subscription)|gym(?:nasium)?|fitness (?:cent(?:re|er)|membership))\b/i,
    },
    {
      section: '17(5)(b)(iii)',
      what: 'travel of employees on holiday',
      unless: 'unless a law obliges you to give it to them',
      codes: ['99855'],
      words: /\b(?:leave travel|ltc|(?:holiday|tour|vacation) packages?)\b/i,
    },
    {
      section: '17(5)(c)',
      what: 'works contract for a building',
      unless: 'unless it is sold on as works contract, or for plant and machinery',
      codes: ['9954'],
      words: /\b(?:works? contract|civil (?:work|construction)s?|building construction)\b/i,
    },
    {
      section: '17(5)(g)',
      what: 'goods for personal use',
      unless: 'for what the business does not use',
      codes: [],
      words: /\bpersonal (?:use|consumption)\b/i,
    },
    {
      section: '17(5)(h)',
      what: 'gifts or free samples',
      unless: 'for what is given away',
      codes: [],
      words: /\b(?:gifts?|gift hampers?|hampers?|free samples?|complimentary)\b/i,
    },
  ],
);

/** What is blocked on a canonical date. */
export function blockedGoodsOn(date: string | undefined): readonly BlockedGoods[] {
  return entriesOn(BLOCKED_GOODS, date);
}
